import { describe, expect, it } from "vitest";
import check from "../../../checks/config/subsets-match.ts";
import type { Forward } from "../../../src/model/forward.ts";
import { assumed, written } from "../../../src/model/source.ts";
import type { Labels, Subsets } from "../../../src/model/upstream-rules.ts";
import { endpoint, forward, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";

const at = { file: "/etc/gateway.conf", line: 9, column: 3 };

function seen(
  wanted: Labels | undefined,
  fallback: Subsets["fallback"]["value"] = "nobody",
  defaultLabels: Labels = {},
  more: Partial<Forward> = {},
) {
  const subsets = {
    selectors: [{ names: ["version"] }],
    fallback: assumed(fallback, at),
    defaultLabels,
    location: at,
  };
  const group = upstream("api", [endpoint("10.0.0.5:80", { labels: { version: "v1" } })], { subsets });
  const labels = { ...(wanted !== undefined && { labels: written(wanted, at) }), ...more };
  return verdict(check, [], {
    gateway: gateway([group], [route("/", "api", { forward: forward("api", labels) })]),
  });
}

describe("a route that asks for a part of an upstream", () => {
  it("which no endpoint is of: subset-no-match", () => {
    const found = strongest(seen({ version: "v2" }));
    expect(found).toMatchObject({
      cause: "subset-no-match",
      role: "root",
      args: { labels: "version=v2", offered: "version=v1" },
    });
    expect(found.subject.route).toBe("/ api");
  });
  it("by labels by which it is not divided, or by none", () => {
    expect(said(seen({ version: "v1", stage: "canary" }))).toEqual(["root subset-no-match"]);
    expect(said(seen(undefined))).toEqual(["root subset-no-match"]);
    expect(said(seen({ version: "v2" }, "default", { version: "v9" }))).toEqual(["root subset-no-match"]);
  });
  it("by none at all is told so", () => {
    expect(strongest(seen(undefined))).toMatchObject({
      args: { labels: "" },
      evidence: ["/ asks for no labels of api, which is divided by version and falls back on nobody"],
    });
  });
  it("that a filter may add to by what stands in the request is left alone", () => {
    expect(said(seen(undefined, "nobody", {}, { mayAddLabels: true }))).toEqual([]);
  });
  it("that has an endpoint, or something to fall back on", () => {
    expect(said(seen({ version: "v1" }))).toEqual([]);
    expect(said(seen({ version: "v2" }, "anybody"))).toEqual([]);
    expect(said(seen({ version: "v2" }, "default", { version: "v1" }))).toEqual([]);
  });
});

describe("a part with an upstream of its own", () => {
  const discovery = { kind: "platform", source: "EDS", isKnown: true, location: at } as const;
  const part = upstream("api v2", [], { discovery, partOf: { upstream: "api", part: "v2" } });
  const world = (whole: readonly string[]) =>
    gateway(
      [
        part,
        upstream(
          "api",
          whole.map((one) => endpoint(one)),
          { discovery },
        ),
      ],
      [route("/", "api v2")],
    );

  it("is empty while the whole is not: subset-no-match", () => {
    expect(said(verdict(check, [], { gateway: world(["10.0.0.5:80"]) }))).toEqual(["root subset-no-match"]);
  });
  it("is empty like the whole: left to others", () => {
    expect(said(verdict(check, [], { gateway: world([]) }))).toEqual([]);
  });
});
