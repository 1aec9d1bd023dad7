import { describe, expect, it } from "vitest";
import check from "../../../checks/config/upstreams-defined.ts";
import type { Upstream } from "../../../src/model/config.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { problem } from "../../given/problem.ts";

const missing = upstream("apy", [], { form: "missing" });
const other = upstream("api", [endpoint("10.0.0.5:80")]);

describe("a route to a name that nothing defines", () => {
  it("is upstream-undefined, and names the one that was most likely meant", () => {
    const found = strongest(verdict(check, [], { gateway: gateway([missing, other], [route("/", "apy")]) }));
    expect(found).toMatchObject({
      cause: "upstream-undefined",
      role: "root",
      args: { name: "apy", similar: "api" },
    });
    expect(found.subject).toEqual({ gateway: "nginx", upstream: "apy" });
  });
  it("tells what a mesh lacks where the whole is known, and only its part is not", () => {
    const part = upstream("outbound|80|v2|a.b.svc", [], {
      form: "missing",
      partOf: { upstream: "whole", part: "v2" },
    });
    const titleWith = (...others: readonly Upstream[]) =>
      strongest(
        verdict(check, [], {
          gateway: gateway([part, ...others], [route("/", "outbound|80|v2|a.b.svc")]),
        }),
      ).args.title;
    expect(titleWith(upstream("whole", [endpoint("10.0.0.5:80")]))).toBe(
      "A route asks for the subset v2 of a.b.svc, and no DestinationRule defines it",
    );
    expect(titleWith(other)).toBeUndefined();
  });
  it.each([
    ["that no route needs", gateway([missing], [])],
    [
      "for which the config is refused",
      gateway([missing], [route("/", "apy")], {
        problems: [problem("upstream-undefined", { about: "apy", refusesConfig: true })],
      }),
    ],
    [
      "that is known only per request",
      gateway([upstream("apy", [], { form: "variable" })], [route("/", "apy")]),
    ],
  ])("is left alone %s", (_, world) => {
    expect(said(verdict(check, [], { gateway: world }))).toEqual([]);
  });
});
