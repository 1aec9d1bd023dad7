import type { ObservationOf } from "../model/observation.ts";
import { isServerError } from "../model/server-error.ts";

/** What was probed of a gateway's endpoints, as checks for the whole gateway see it. */
export interface Symptoms {
  readonly connects: readonly ObservationOf<"connect">[];
  readonly handshakes: readonly ObservationOf<"handshake">[];
  readonly exchanges: readonly ObservationOf<"exchange">[];
}

const FAILED = new Set(["refused", "timed-out", "reset", "rejected"]);

/** Whether some probe failed in a way that a host without room to work can have a part in. */
export function hasFailures({ connects, handshakes, exchanges }: Symptoms): boolean {
  return (
    [...connects, ...handshakes, ...exchanges].some(({ outcome }) => FAILED.has(outcome.kind)) ||
    exchanges.some(({ facts }) => isServerError(facts.status))
  );
}

/** Whether some probe waited in vain, or longer than the gateway would have. */
export function hasDelays({ connects, handshakes, exchanges }: Symptoms): boolean {
  const isLate = (
    { outcome, durationMs }: { outcome: { kind: string }; durationMs: number },
    limit?: number,
  ) => outcome.kind === "timed-out" || (limit !== undefined && durationMs > limit);
  return (
    connects.some((one) => isLate(one, one.request.limits.connectMs)) ||
    handshakes.some((one) => isLate(one, one.request.limits.handshakeMs)) ||
    exchanges.some(
      (one) => isLate(one) || (one.facts.firstByteMs ?? 0) > (one.request.limits.readIdleMs ?? Infinity),
    )
  );
}
