import type { AdminUpstream } from "../../src/model/admin.ts";

/** What the gateway says of the upstream "api": two endpoints, both well. */
export function told(over: Partial<AdminUpstream> = {}): AdminUpstream {
  return {
    upstream: "api",
    known: 2,
    healthy: 2,
    openLimits: [],
    turnedAway: {},
    limits: {},
    inPanic: undefined,
    withoutEndpoint: undefined,
    updates: undefined,
    ...over,
  };
}
