import type { ObservationOf } from "../model/observation.ts";

interface Seen {
  readonly resolves: readonly ObservationOf<"resolve">[];
  readonly connects: readonly ObservationOf<"connect">[];
  readonly exchanges: readonly ObservationOf<"exchange">[];
}

const UNTRIED = new Set(["answered", "not-tried", "probe-broken"]);

/** Whether some step of the way to an endpoint ended badly: its name, a connection, or what was asked over one. */
export function fails({ resolves, connects, exchanges }: Seen): boolean {
  return [...resolves, ...connects, ...exchanges].some(({ outcome }) => !UNTRIED.has(outcome.kind));
}
