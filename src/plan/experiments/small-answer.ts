import type { Experiment } from "../experiment.ts";
import { cameEmpty, exchangeIn } from "./seen.ts";

/**
 * Where a GET is never answered: the same as HEAD, whose answer fits one packet (RFC 9110 section 9.3.2: the same header
 * without the body). Tells a path that loses full-sized packets (`path-mtu-too-small`) from a service that answers nobody
 * (`service-hung`). Costs one connection, and 2 s at most.
 */
export const smallAnswer: Experiment = {
  id: "small-answer",
  vary: ({ request }, seen) => {
    const ask = request.exchange;
    const exchange = exchangeIn(seen);
    if (ask?.protocol !== "http" || ask.method !== "GET" || ask.rawRequest !== undefined) return [];
    if (exchange?.outcome.kind !== "timed-out" || !cameEmpty(exchange)) return [];
    return [{ request: { ...request, exchange: { ...ask, method: "HEAD" } }, from: "GET", to: "HEAD" }];
  },
};
