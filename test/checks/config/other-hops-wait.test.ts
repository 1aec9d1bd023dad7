import { describe, expect, it } from "vitest";
import check from "../../../checks/config/other-hops-wait.ts";
import type { LogEvent } from "../../../src/model/observation.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";

const peer = "10.0.0.5:8080";
const model = gateway([upstream("api", [endpoint(peer)])], [route("/", "api")]);
const seen = (...events: readonly LogEvent[]) => verdict(check, [log(...events)], { gateway: model });
const left = (durations: LogEvent["durations"], count = 20) =>
  event("access-499", { level: "access", peer, count, durations: durations ?? [] });
const good = (count: number) => event("access-200", { level: "access", peer, count });

describe("timeout-on-other-hop", () => {
  it("fires for clients that mostly leave after the same round time", () => {
    const told = seen(
      left([
        [100, 3],
        [30_000, 14],
        [30_100, 3],
      ]),
      good(100),
    );
    expect(strongest(told)).toMatchObject({
      cause: "timeout-on-other-hop",
      role: "root",
      extent: "some",
      args: { side: "front", limit: "30 s", times: 17 },
    });
    expect(told.findings[0]?.evidence[0]).toContain("17 of 17 requests that clients left ended after 30 s");
  });
  it("fires for clients that HAProxy or Envoy says left, and finds their lines", () => {
    const gone = event("client-closed", { level: "access", peer, count: 20, durations: [[30_000, 20]] });
    const told = strongest(seen(gone, good(100)));
    expect(told).toMatchObject({ cause: "timeout-on-other-hop", args: { side: "front", times: 20 } });
    expect(new RegExp(String(told.args.pattern)).test("api/s1 0/0/1/-1/30000 -1 0 - - CH-- 2/2")).toBe(true);
    expect(seen(event("client-closed", { peer, count: 20 }), good(100)).findings).toEqual([]);
  });
  it("is only a note where few of all requests end so", () => {
    expect(strongest(seen(left([[30_000, 20]]), good(10_000)))).toMatchObject({ role: "latent" });
  });
  it("stays quiet for clients that leave at any time", () => {
    const any = [3_000, 7_000, 12_300, 30_000, 41_000, 44_000, 52_100].map((ms) => [ms, 3] as const);
    expect(seen(left(any), good(10)).findings).toEqual([]);
  });
  it("stays quiet for a handful", () => {
    expect(seen(left([[30_000, 4]], 4), good(10)).findings).toEqual([]);
  });
  it("fires for a 504 of the upstream's own at a length that is none of this gateway's", () => {
    const answer = event("access-504", { peer, detail: "upstream", count: 9, durations: [[30_000, 9]] });
    expect(strongest(seen(answer, good(10)))).toMatchObject({ args: { side: "behind", limit: "30 s" } });
  });
  it("stays quiet where the gateway's own limit is as long", () => {
    const answer = event("access-504", { peer, detail: "upstream", count: 9, durations: [[60_000, 9]] });
    expect(seen(answer, good(10)).findings).toEqual([]);
  });
  it("stays quiet for a 504 that the gateway made", () => {
    const answer = event("access-504", { peer, detail: "gateway", count: 9, durations: [[30_000, 9]] });
    expect(seen(answer, good(10)).findings).toEqual([]);
  });
});
