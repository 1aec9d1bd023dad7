import { describe, expect, it } from "vitest";
import check from "../../../checks/backend/endpoints-told.ts";
import type { Upstream } from "../../../src/model/config.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { written } from "../../../src/model/source.ts";
import { told } from "../../given/admin-upstream.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { admin } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { problem } from "../../given/problem.ts";

const at = { file: "/etc/gateway.conf", line: 7, column: 3 };
const discovery = { kind: "platform", source: "EDS over ADS", isKnown: true, location: at } as const;

function seen(group: Upstream, observations: readonly Observation[] = []) {
  return verdict(check, observations, { gateway: gateway([group], [route("/", "api")]) });
}

describe("endpoints that a control plane tells", () => {
  it("are none: no-ready-endpoints", () => {
    const found = strongest(seen(upstream("api", [], { discovery })));
    expect(found).toMatchObject({ cause: "no-ready-endpoints", role: "root", args: { known: 0 } });
    expect(found.locations[0]).toEqual(at);
  });
  it("are none by the gateway's own word, whatever a dump says", () => {
    const live = admin({ upstreams: [told({ known: 0, healthy: 0 })] });
    expect(
      said(
        seen(upstream("api", [endpoint("10.0.0.5:80", { intent: written("down", at) })], { discovery }), [
          live,
        ]),
      ),
    ).toEqual(["root no-ready-endpoints"]);
  });
  it("are all told as not ready: no-ready-endpoints", () => {
    const unready = endpoint("10.0.0.5:80", { intent: written("down", at) });
    const found = strongest(seen(upstream("api", [unready], { discovery })));
    expect(found.args).toMatchObject({ known: 1 });
    expect(found.evidence[1]).toBe("10.0.0.5:80 is reported as down");
  });
  it("have yet to come, so that the cluster is not in use: no-ready-endpoints", () => {
    const warming = upstream("api", [], { waitsFor: "its endpoints" });
    const found = strongest(seen(warming));
    expect(found).toMatchObject({ cause: "no-ready-endpoints", args: { waitsFor: "its endpoints" } });
    // since the dump was made it has come into use
    expect(said(seen(warming, [admin({ upstreams: [told()] })]))).toEqual([]);
  });
  it("are not in sight, or there are some: nothing is said", () => {
    expect(said(seen(upstream("api", [], { discovery: { ...discovery, isKnown: false } })))).toEqual([]);
    expect(said(seen(upstream("api", [endpoint("10.0.0.5:80")], { discovery })))).toEqual([]);
    expect(said(seen(upstream("api", [], { discovery }), [admin({ upstreams: [told()] })]))).toEqual([]);
  });
});

describe("endpoints that the config lists", () => {
  it("are none: upstream-empty", () => {
    expect(said(seen(upstream("api", [])))).toEqual(["root upstream-empty"]);
  });
  it("are none because the config is refused: that is told by its own reason", () => {
    const refused = problem("upstream-address-invalid", { refusesConfig: true });
    const world = gateway([upstream("api", [])], [route("/", "api")], { problems: [refused] });
    expect(said(verdict(check, [], { gateway: world }))).toEqual([]);
  });
  it("are none on purpose, or some", () => {
    expect(said(seen(upstream("api", [], { isSink: true })))).toEqual([]);
    expect(said(seen(upstream("api", [endpoint("10.0.0.5:80")])))).toEqual([]);
  });
});
