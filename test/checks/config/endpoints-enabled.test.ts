import { describe, expect, it } from "vitest";
import check from "../../../checks/config/endpoints-enabled.ts";
import { written } from "../../../src/model/source.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { gatewayWith, problem } from "../../given/problem.ts";

const at = { file: "/etc/gateway.conf", line: 4, column: 20 };
const off = (name: string) => endpoint(name, { intent: written("down", at) });

describe("upstream-all-down", () => {
  it("fires when every endpoint of a used upstream is switched off", () => {
    const world = gateway([upstream("api", [off("10.0.0.5:80"), off("10.0.0.6:80")])], [route("/", "api")]);
    expect(strongest(verdict(check, [], { gateway: world }))).toMatchObject({
      cause: "upstream-all-down",
      role: "root",
      strength: 0.97,
      subject: { gateway: "nginx", upstream: "api" },
      locations: [at, at],
      evidence: ["10.0.0.5:80 is switched off (down) in /etc/gateway.conf:4", expect.any(String)],
    });
  });
  it("is no finding while one is on", () => {
    const world = gateway(
      [upstream("api", [off("10.0.0.5:80"), endpoint("10.0.0.6:80")])],
      [route("/", "api")],
    );
    expect(verdict(check, [], { gateway: world })).toMatchObject({
      status: "pass",
      summary: "1 of 2 endpoints are switched on",
    });
  });
  it("does not look at upstreams that nobody uses", () => {
    expect(verdict(check, [], { gateway: gateway([upstream("api", [off("10.0.0.5:80")])], []) }).status).toBe(
      "skip",
    );
  });
  it("is the whole gateway's when it would refuse backups alone", () => {
    const backups = problem("upstream-all-down", { about: "api", message: 'no servers in upstream "api"' });
    const found = strongest(verdict(check, [], { gateway: gatewayWith(backups) }));
    expect(found).toMatchObject({ subject: { gateway: "nginx" }, args: { upstream: "api", refused: 1 } });
    expect(found?.args.title).toBe("api has backups alone, and nginx refuses that");
  });
  it("leaves an empty upstream to its own cause", () => {
    expect(
      said(verdict(check, [], { gateway: gateway([upstream("api", [])], [route("/", "api")]) })),
    ).toEqual([]);
  });
});
