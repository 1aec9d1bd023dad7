import type { Experiment } from "../experiment.ts";
import { connectIn } from "./seen.ts";

/**
 * Where the config binds connections to a source address and no connection comes about: the same without it. Tells an
 * address that has no way there, or that a rule there does not admit, from an endpoint that nobody reaches. Costs one
 * connection.
 */
export const sourceAddress: Experiment = {
  id: "source-address",
  vary: ({ request }, seen) => {
    const connect = connectIn(seen);
    if (request.sourceAddress === undefined || connect === undefined) return [];
    if (connect.outcome.kind === "answered" || connect.outcome.kind === "probe-broken") return [];
    const varied = { ...request, sourceAddress: undefined, tls: undefined, exchange: undefined };
    return [{ request: varied, from: request.sourceAddress, to: "any source address" }];
  },
};
