import { describe, expect, it } from "vitest";
import check from "../../../checks/config/groups-live.ts";
import type { Endpoint, Gateway } from "../../../src/model/config.ts";
import type { LogEvent } from "../../../src/model/observation.ts";
import { assumed } from "../../../src/model/source.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect, event, log } from "../../given/network.ts";

const [ONE, TWO] = ["10.0.0.5:80", "10.0.0.6:80"];
const at = { file: "/etc/nginx/nginx.conf", line: 3, column: 9 };
const ejection = { failures: assumed(1, at), windowMs: assumed(10_000, at), penaltyMs: assumed(30_000, at) };
const noLive = event("no-live-upstreams", { peer: "api", upstream: "api" });

function world(over: Partial<Endpoint> = {}, peers: readonly string[] = [ONE, TWO]): Gateway {
  const group = upstream(
    "api",
    peers.map((peer) => endpoint(peer, { ejection, ...over })),
  );
  return gateway([group, upstream("web", [endpoint("10.0.0.9:80", { ejection })])], [route("/", "api")]);
}
const seen = (events: readonly LogEvent[], of = world()) => verdict(check, [log(...events)], { gateway: of });

describe("no live upstreams, and nothing else in the log", () => {
  it("tells that all servers were kept out, where to look on, and that it is not sure", () => {
    const found = strongest(seen([noLive]));
    expect(found).toMatchObject({ cause: "ejected-by-passive-checks", role: "root", extent: "some" });
    expect(found.strength).toBeLessThan(0.6);
    expect(found.locations).toEqual([at]);
    expect(found.args).toMatchObject({ penalty: "30 s" });
    expect(found.evidence[1]).toContain("another error_log");
  });
  it("says the same of a group that only the log knows", () => {
    const found = strongest(seen([noLive], gateway([], [])));
    expect(found.args.title).toContain("All servers of api");
    expect(found.args.penalty).toContain("fail_timeout");
  });
  it("is quiet where the log tells what failed before", () => {
    expect(said(seen([noLive, event("connect-refused", { peer: ONE })]))).toEqual([]);
    expect(said(seen([noLive, event("read-timeout", { peer: "10.9.9.9:80" })]))).toEqual([]);
    expect(said(seen([noLive, event("connect-refused", { peer: ONE })], gateway([], [])))).toEqual([]);
  });
  it("is not quiet for what failed elsewhere", () => {
    const other = event("connect-refused", { peer: "10.0.0.9:80" });
    expect(strongest(seen([noLive, other])).cause).toBe("ejected-by-passive-checks");
  });
  it.each([
    ["a limit of connections", world({ maxConnections: assumed(10, at) })],
    ["no passive checks", world({ ejection: undefined })],
    ["all switched off", world({ intent: assumed("down", at) })],
    ["a single server", world({}, [ONE])],
    ["another kind of gateway", { ...world(), kind: "envoy" } as const],
  ])("is quiet for %s", (_, of) => {
    expect(said(seen([noLive], of))).toEqual([]);
  });
  it("leaves the word to probes where there are any", () => {
    expect(said(verdict(check, [log(noLive), connect(ONE)], { gateway: world() }))).toEqual([]);
  });
});
