import { describe, expect, it } from "vitest";
import check from "../../../checks/config/health-counts.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { assumed } from "../../../src/model/source.ts";
import type { PanicRule } from "../../../src/model/upstream-rules.ts";
import { told } from "../../given/admin-upstream.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { admin } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";

const at = { file: "/etc/gateway.conf", line: 9, column: 3 };

function seen(observations: readonly Observation[], percent = 50) {
  const panic: PanicRule = {
    belowPercent: assumed(percent, at),
    failsInstead: false,
    overprovisionPercent: 140,
  };
  const group = upstream("api", [endpoint("10.0.0.5:80"), endpoint("10.0.0.6:80"), endpoint("10.0.0.7:80")], {
    panic,
  });
  return verdict(check, observations, { gateway: gateway([group], [route("/", "api")]) });
}
const live = (healthy: number, inPanic?: number) =>
  admin({ upstreams: [told({ known: 3, healthy, inPanic })] });

describe("the share of healthy endpoints", () => {
  it("below the threshold is panic-mode, which makes worse what others explain", () => {
    expect(said(seen([live(1)]))).toEqual(["contributing panic-mode"]);
  });
  it("below it before is only noted", () => {
    expect(said(seen([live(3, 12)]))).toEqual(["latent panic-mode"]);
  });
  it("above it is for information where one more failure would reach it", () => {
    const found = strongest(seen([live(2)]));
    expect(found).toMatchObject({ cause: "panic-mode", role: "latent", severity: "info" });
    expect(found.args.title).toBe(
      "One more failed endpoint of api, and nginx ignores health: 2 of 3 still are",
    );
  });
  it("above it, or without any threshold, is fine", () => {
    expect(said(seen([live(3)]))).toEqual([]);
    expect(said(seen([live(2)], 30))).toEqual([]);
    expect(said(seen([live(1)], 0))).toEqual([]);
    expect(said(seen([]))).toEqual([]);
  });
  it("is each priority's own: backups that can bear the load keep the gateway from asking the dead", () => {
    const peer = (endpoint: string, state: "up" | "down", priority: number) =>
      ({
        upstream: "api",
        endpoint,
        name: undefined,
        state,
        word: state,
        fails: 0,
        checks: undefined,
        downSince: undefined,
        priority,
      }) as const;
    const dead = [peer("10.0.0.5:80", "down", 0), peer("10.0.0.6:80", "down", 0)];
    const world = (backup: "up" | "down") =>
      admin({
        peers: [...dead, peer("10.0.0.7:80", backup, 1)],
        upstreams: [told({ known: 3, healthy: backup === "up" ? 1 : 0 })],
      });
    expect(said(seen([world("down")]))).toEqual(["contributing panic-mode"]);
    const [near] = seen([world("up")]).findings;
    expect(near).toMatchObject({ role: "latent", severity: "info" });
    expect(near?.evidence[0]).toBe(
      "0 of 2 endpoints of priority 0 are healthy, 1 of 1 endpoints of priority 1 are healthy, and below 50 % nginx ignores health",
    );
  });
});
