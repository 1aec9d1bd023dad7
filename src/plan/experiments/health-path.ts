import type { Experiment } from "../experiment.ts";
import { exchangeIn } from "./seen.ts";

/** Where frameworks and platforms put their health, the most usual first; a handful is tried. */
const PATHS = [
  "/healthz",
  "/health",
  "/actuator/health",
  "/status",
  "/ready",
  "/readyz",
  "/livez",
  "/api/health",
  "/-/healthy",
  "/ping",
  "/v1/models",
];
const TRIED = 5;
/** Not Found and Gone, RFC 9110 sections 15.5.5 and 15.5.11. */
const STATUSES = [404, 410];

/**
 * After 404 or 410 to a declared check: a few paths that services usually have, those that look most like the declared one
 * first. The one that works goes into the fix of `health-path-not-found`. Costs five connections at most.
 */
export const healthPath: Experiment = {
  id: "health-path",
  vary: ({ request }, seen) => {
    const ask = request.exchange;
    const status = exchangeIn(seen)?.facts.status;
    if (ask?.protocol !== "http" || ask.purpose !== "declared-check" || ask.rawRequest !== undefined)
      return [];
    if (status === undefined || !STATUSES.includes(status)) return [];
    return likely(ask.path).map((path) => ({
      request: { ...request, exchange: { ...ask, path } },
      from: ask.path,
      to: path,
    }));
  },
};

function likely(declared: string): readonly string[] {
  const words = declared.toLowerCase().match(/[a-z]{4,}/g) ?? [];
  const nearness = (path: string): number =>
    words.filter((word) => path.includes(word.slice(0, 5)) || word.includes(path.slice(-5))).length;
  const others = PATHS.filter((path) => path !== declared);
  return others
    .map((path, index) => ({ path, index, near: nearness(path) }))
    .sort((one, other) => other.near - one.near || one.index - other.index)
    .slice(0, TRIED)
    .map(({ path }) => path);
}
