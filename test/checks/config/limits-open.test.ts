import { describe, expect, it } from "vitest";
import check from "../../../checks/config/limits-open.ts";
import type { LogEvent, Observation } from "../../../src/model/observation.ts";
import { assumed, type Setting, written } from "../../../src/model/source.ts";
import type { CircuitBreaker } from "../../../src/model/upstream-rules.ts";
import { told } from "../../given/admin-upstream.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { admin } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";

const at = { file: "/etc/gateway.conf", line: 9, column: 3 };
const circuit: CircuitBreaker = {
  connections: assumed(1024, at),
  pending: assumed(1024, at),
  requests: assumed(1024, at),
  retries: assumed(3, at),
};

function seen(observations: readonly Observation[], over: Partial<CircuitBreaker> = {}) {
  const group = upstream("api", [endpoint("10.0.0.5:80")], { circuit: { ...circuit, ...over } });
  const other = upstream("web", [endpoint("10.0.0.6:80")]);
  return verdict(check, observations, { gateway: gateway([group, other], [route("/", "api")]) });
}

describe("a limit of an upstream", () => {
  it("of zero lets nobody through: circuit-breaker-open", () => {
    const found = strongest(seen([], { requests: written(0, at) }));
    expect(found).toMatchObject({ cause: "circuit-breaker-open", role: "root" });
    expect(found.extent).toBeUndefined();
  });
  it("that is reached now turns some requests away", () => {
    const live = admin({
      upstreams: [told({ openLimits: ["pending"], limits: { pending: 1 }, turnedAway: { pending: 12 } })],
    });
    const found = strongest(seen([live]));
    expect(found).toMatchObject({ role: "root", extent: "some" });
    expect(found.args.why).toBe("its limit of 1 requests that wait for a connection is reached");
  });
  it("that the log names with its upstream", () => {
    expect(said(seen([log(event("upstream-overflow", { upstream: "api" }))]))).toEqual([
      "root circuit-breaker-open",
    ]);
    expect(said(seen([log(event("upstream-overflow", { upstream: "web" }))]))).toEqual([]);
  });
  it("on connections that requests timed out waiting for", () => {
    const found = strongest(seen([log(event("queue-timeout", { upstream: "api" }))]));
    expect(found).toMatchObject({ cause: "circuit-breaker-open", role: "root", extent: "some" });
    expect(found.args.why).toContain("timed out waiting");
    expect(said(seen([log(event("queue-timeout", { upstream: "web" }))]))).toEqual([]);
  });
  it("that was reached before is only noted", () => {
    expect(said(seen([admin({ upstreams: [told({ turnedAway: { pending: 12 } })] })]))).toEqual([
      "latent circuit-breaker-open",
    ]);
  });
  it("that is far away is no matter, and no retries is none either", () => {
    expect(said(seen([admin({ upstreams: [told()] })], { retries: written(0, at) }))).toEqual([]);
  });
});

describe("endpoints that take only so many requests at once", () => {
  const emptied = event("no-live-upstreams", { peer: undefined, upstream: undefined });
  function full(events: readonly LogEvent[], maxConnections: Setting<number> | undefined, over = {}) {
    const group = upstream("api", [endpoint("10.0.0.5:80", { maxConnections, ...over })]);
    return verdict(check, [log(...events)], {
      gateway: { ...gateway([group], [route("/", "api")]), kind: "caddy" },
    });
  }
  it("had them all where nobody was left to ask and none had failed", () => {
    const found = strongest(full([emptied], written(1, at)));
    expect(found).toMatchObject({ cause: "circuit-breaker-open", role: "root", extent: "some" });
    expect(found.locations).toEqual([at]);
  });
  it("are out for another reason where something failed, or nothing limits them", () => {
    expect(said(full([emptied, event("connect-refused", { peer: "10.0.0.5:80" })], written(1, at)))).toEqual(
      [],
    );
    expect(said(full([emptied], undefined))).toEqual([]);
    const intent = written("down", at);
    expect(said(full([emptied], written(1, at), { intent }))).toEqual([]);
  });
});
