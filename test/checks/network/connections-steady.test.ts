import { describe, expect, it } from "vitest";
import check from "../../../checks/network/connections-steady.ts";
import type { ObservationOf } from "../../../src/model/observation.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect, event, log } from "../../given/network.ts";

const world = gateway([upstream("api", [endpoint("10.0.0.5:80")])], [route("/", "api")]);
const quick = connect("10.0.0.5:80");
const slow = connect("10.0.0.5:80", "answered", { durationMs: 1_020 });
const lost = connect("10.0.0.5:80", "silence", { durationMs: 2_500 });
const logged = log(event("connect-timeout", { peer: "10.0.0.5:80" }));

function seen(
  own: ObservationOf<"connect">,
  more: readonly ObservationOf<"connect">[],
  ...others: readonly ObservationOf<"log">[]
) {
  const several = more.map((one, nth) => ({
    ...one,
    varied: { experiment: "connections", from: "one connection", to: `number ${nth}` } as const,
  }));
  return verdict(check, [own, ...several, ...others], { gateway: world });
}

describe("network-degraded", () => {
  it("fires where some connections open at once and others stall", () => {
    const found = strongest(seen(quick, [quick, slow, quick, lost, quick]));
    expect(found).toMatchObject({
      cause: "network-degraded",
      role: "root",
      extent: "some",
      strength: 0.85,
      args: { lost: 2, tried: 6 },
    });
    expect(found.evidence[1]).toBe("of 6 connections 4 open at once, 1 after a second SYN, 1 not at all");
  });
  it("is surer with the gateway's own word, and needs fewer of its own then", () => {
    expect(strongest(seen(lost, [quick, lost], logged)).strength).toBeCloseTo(0.92);
    expect(strongest(seen(quick, [quick, lost], logged)).strength).toBeCloseTo(0.77);
    expect(said(seen(quick, [quick, lost]))).toEqual([]);
  });
  it("stays quiet where nothing gets through, or all does", () => {
    expect(said(seen(lost, [lost, lost, lost], logged))).toEqual([]);
    expect(said(seen(quick, [quick, quick, quick], logged))).toEqual([]);
    expect(said(seen(quick, []))).toEqual([]);
  });
});
