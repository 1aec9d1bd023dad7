import { isServerError } from "../../model/server-error.ts";
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

/** Health paths of vLLM and its kin, which answer without a word when the engine behind them is dead. */
const MODEL_HEALTH = /\/(health|health_generate|ping)$/;
const MODELS = "/v1/models";

/**
 * After 404 or 410 to a declared check: a few paths that services usually have, those that look most like the declared one
 * first. The one that works goes into the fix of `health-path-not-found`. Costs five connections at most.
 * After a mute 5xx on a health path as model servers have it: their list of models, which tells `llm-engine-dead` from
 * `application-error`. Costs one connection.
 */
export const healthPath: Experiment = {
  id: "health-path",
  vary: ({ request }, seen) => {
    const ask = request.exchange;
    const facts = exchangeIn(seen)?.facts;
    if (ask?.protocol !== "http" || ask.purpose !== "declared-check" || ask.rawRequest !== undefined)
      return [];
    const status = facts?.status ?? 0;
    const isMuteModel = isServerError(status) && facts?.bodyStart === "" && MODEL_HEALTH.test(ask.path);
    const paths = STATUSES.includes(status) ? likely(ask.path) : isMuteModel ? [MODELS] : [];
    return paths.map((path) => ({
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
