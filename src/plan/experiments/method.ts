import type { Experiment } from "../experiment.ts";
import { exchangeIn } from "./seen.ts";

const METHODS = ["GET", "HEAD", "OPTIONS"];
/** Method Not Allowed and Not Implemented, RFC 9110 sections 15.5.6 and 15.6.2. */
const STATUSES = [405, 501];

/**
 * After 405 or 501 to a declared check: the methods that are safe (RFC 9110 section 9.2.1) on the same path, for the fix
 * of `health-method-not-allowed`. Costs two connections at most.
 */
export const method: Experiment = {
  id: "method",
  vary: ({ request }, seen) => {
    const ask = request.exchange;
    const status = exchangeIn(seen)?.facts.status;
    if (ask?.protocol !== "http" || ask.purpose !== "declared-check") return [];
    if (status === undefined || !STATUSES.includes(status)) return [];
    const own = ask.rawRequest?.split(" ", 1)[0] ?? ask.method;
    return METHODS.filter((name) => name !== own).map((name) => ({
      request: { ...request, exchange: { ...ask, method: name, rawRequest: undefined } },
      from: own,
      to: name,
    }));
  },
};
