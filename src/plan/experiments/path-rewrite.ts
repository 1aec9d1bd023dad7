import type { Experiment } from "../experiment.ts";
import { exchangeIn } from "./seen.ts";

/**
 * Tells a path that the gateway rewrites wrongly (`path-mismatch`) from one that the service does not have, after a 404:
 * the client's own path. Costs one connection.
 */
export const pathRewrite: Experiment = {
  id: "path-rewrite",
  vary: ({ request, clientPath }, seen) => {
    const ask = request.exchange;
    if (ask === undefined || ask.purpose === "declared-check" || ask.path === clientPath) return [];
    if (exchangeIn(seen)?.facts.status !== 404) return [];
    return [
      { request: { ...request, exchange: { ...ask, path: clientPath } }, from: ask.path, to: clientPath },
    ];
  },
};
