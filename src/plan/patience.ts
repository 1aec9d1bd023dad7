/** Ten times the gateway's limit; of a long one this much more. */
const FACTOR = 10;
const BEYOND_MS = 10_000;
/** No answer is waited for longer. */
const LONGEST_MS = 20_000;
/** How much longer than for anything else uhc waits where the gateway would wait longer still. */
const GRACE = 2;

export interface Patience {
  readonly patienceMs: number;
  readonly readOnMs: number;
}

/**
 * How long an answer is waited for, so that a slow service (`timeout-too-short`) is told from one that never answers
 * (`service-hung`). Where the gateway waits longer than uhc ever could, waiting can't tell them apart: a little more
 * patience only keeps a slow service from being taken for a silent one.
 */
export function answerPatience(limitMs: number | undefined, { patienceMs, readOnMs }: Patience): number {
  const isWithinReach = limitMs !== undefined && limitMs <= GRACE * patienceMs;
  const wanted = isWithinReach ? Math.min(FACTOR * limitMs, limitMs + BEYOND_MS) : GRACE * patienceMs;
  return Math.max(patienceMs, Math.min(wanted, LONGEST_MS, readOnMs));
}
