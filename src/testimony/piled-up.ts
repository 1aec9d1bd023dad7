import type { LogEvent } from "../model/observation.ts";

/** Where requests pile up that took equally long. */
export interface Pile {
  readonly ms: number;
  readonly count: number;
  /** Of those whose length is known. */
  readonly of: number;
}

/** Limits that people and programs set, in seconds. */
const ROUND_S = [5, 10, 15, 20, 25, 29, 30, 45, 50, 55, 60, 90, 100, 120, 180, 240, 300, 600, 900];
/** A limit is kept a little late, and its clock starts a little before the gateway's. */
const EARLY_MS = 200;
const LATE_MS = 1_000;
const ENOUGH = 5;
const MOST_OF_THEM = 0.6;

/**
 * The round length at which most of these requests ended: a limit that somebody keeps. Those that ended within a second
 * were cut by no such limit and do not count. Undefined where they ended at any time.
 */
export function pileOf(events: readonly LogEvent[]): Pile | undefined {
  const durations = events.flatMap(({ durations = [] }) => durations).filter(([ms]) => ms >= 1_000);
  const of = durations.reduce((sum, [, count]) => sum + count, 0);
  const piles = ROUND_S.map((seconds): Pile => {
    const [from, to] = [seconds * 1_000 - EARLY_MS, seconds * 1_000 + LATE_MS];
    const count = durations
      .filter(([ms]) => ms >= from && ms < to)
      .reduce((sum, [, times]) => sum + times, 0);
    return { ms: seconds * 1_000, count, of };
  });
  const largest = piles.reduce<Pile | undefined>(
    (best, pile) => (best === undefined || pile.count > best.count ? pile : best),
    undefined,
  );
  if (largest === undefined || largest.count < ENOUGH) return undefined;
  return largest.count >= of * MOST_OF_THEM ? largest : undefined;
}
