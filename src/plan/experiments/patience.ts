import type { Experiment } from "../experiment.ts";
import { exchangeIn } from "./seen.ts";

/** Ten times what the gateway grants, and never longer than this. */
const FACTOR = 10;
const LONGEST_MS = 20_000;

/**
 * Tells a slow service (`timeout-too-short`) from one that never answers (`service-hung`). Only where the gateway's own
 * limit is short enough for a wait of ten times as long to fit a run. Costs one connection, and up to 20 s.
 */
export const patience: Experiment = {
  id: "patience",
  vary: ({ request }, seen) => {
    const exchange = exchangeIn(seen);
    const limitMs = request.limits.readIdleMs;
    if (exchange?.outcome.kind !== "timed-out" || limitMs === undefined) return [];
    const longerMs = Math.min(FACTOR * limitMs, LONGEST_MS);
    if (longerMs <= request.patienceMs) return [];
    return [
      {
        request: { ...request, patienceMs: longerMs },
        from: `${request.patienceMs} ms`,
        to: `${longerMs} ms`,
      },
    ];
  },
};
