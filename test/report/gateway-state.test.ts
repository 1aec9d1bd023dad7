import { describe, expect, it } from "vitest";
import type { EndpointState } from "../../src/model/conclusion.ts";
import type { Endpoint } from "../../src/model/config.ts";
import type { Observation } from "../../src/model/observation.ts";
import { assumed } from "../../src/model/source.ts";
import { gatewayStates } from "../../src/report/gateway-state.ts";
import { endpoint, gateway, upstream } from "../given/gateway.ts";
import { admin, peer } from "../given/host.ts";
import { connect } from "../given/network.ts";

const at = { file: "", line: 1, column: 1 };

function stateOf(one: Endpoint, seen: readonly Observation[], askedAt: readonly string[] = []) {
  const climbs = askedAt.map((to) => ({
    subjects: [],
    connect: connect(to),
    handshake: undefined,
    exchange: undefined,
  }));
  const row: EndpointState = {
    endpoint: one,
    address: undefined,
    state: "healthy",
    resolve: undefined,
    climbs,
  };
  const group = upstream("api", [one]);
  return gatewayStates(seen)(gateway([group], []), group, row);
}

describe("what the gateway says of an endpoint", () => {
  const seen = [admin({ peers: [peer("10.0.0.5:80", { state: "ejected" }), peer("10.0.0.6:80")] })];

  it("is found by the address, also of a name that was resolved", () => {
    expect(stateOf(endpoint("10.0.0.5:80"), seen)).toBe("ejected");
    expect(stateOf(endpoint("app.internal:80"), seen, ["10.0.0.6:80"])).toBe("up");
  });
  it("is what its config wants where it says nothing", () => {
    const off = endpoint("10.0.0.7:80", { intent: assumed("drain", at) });
    expect(stateOf(off, seen)).toBe("draining");
    expect(stateOf(endpoint("10.0.0.7:80"), seen)).toBeUndefined();
    expect(stateOf(endpoint("10.0.0.5:80"), [])).toBeUndefined();
  });
  it("is not said by another gateway", () => {
    const others = seen.map((one) => ({ ...one, subjects: [{ gateway: "nginx:/other.conf" }] }));
    expect(stateOf(endpoint("10.0.0.5:80"), others)).toBeUndefined();
  });
  it("is the worst of several peers behind one name", () => {
    const named = [
      admin({
        peers: [
          peer("10.0.0.5:80", { name: "app" }),
          peer("10.0.0.6:80", { name: "app", state: "checking" }),
        ],
      }),
    ];
    expect(stateOf(endpoint("app:80"), named)).toBe("checking");
  });
});
