import type { Experiment } from "../experiment.ts";
import { connectIn } from "./seen.ts";

/**
 * Where the gateway uses only some of a name's addresses (those of one family, or the first alone) and no connection to one
 * comes about: the first of the others. Tells a way over one family that is broken from an endpoint that nobody reaches.
 * Costs one connection.
 */
export const addressFamily: Experiment = {
  id: "address-family",
  vary: ({ request, spareAddresses }, seen) => {
    const { target } = request;
    const connect = connectIn(seen);
    const [spare] = spareAddresses;
    if (target.kind !== "tcp" || spare === undefined || connect === undefined) return [];
    if (connect.outcome.kind === "answered" || connect.outcome.kind === "not-tried") return [];
    const varied = { ...request, target: { ...target, host: spare }, tls: undefined, exchange: undefined };
    return [{ request: varied, from: target.host, to: spare }];
  },
};
