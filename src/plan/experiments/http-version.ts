import type { HttpVersion } from "../../model/forward.ts";
import type { Experiment } from "../experiment.ts";
import { exchangeIn, wasCutShort } from "./seen.ts";

/** Upgrade Required and HTTP Version Not Supported (RFC 9110 sections 15.5.22 and 15.6.6), and the general refusal. */
const STATUSES = [400, 426, 505];

/** Tells a service that refuses the HTTP version from one that is broken: 1.1 for 1.0, then HTTP/2 without asking. */
export const httpVersion: Experiment = {
  id: "http-version",
  vary: ({ request }, seen) => {
    const exchange = exchangeIn(seen);
    const ask = request.exchange;
    if (
      exchange === undefined ||
      ask === undefined ||
      ask.protocol !== "http" ||
      ask.rawRequest !== undefined
    )
      return [];
    const { status, malformed, spoke } = exchange.facts;
    const suspicious =
      (status !== undefined && STATUSES.includes(status)) || malformed !== undefined || wasCutShort(exchange);
    if (!suspicious || (spoke !== undefined && spoke !== "http" && spoke !== "http2")) return [];
    const others: readonly HttpVersion[] =
      ask.httpVersion === "1.0" ? ["1.1", "2"] : ask.httpVersion === "1.1" ? ["2"] : ["1.1"];
    return others.map((version) => ({
      request: { ...request, exchange: { ...ask, httpVersion: version } },
      from: `HTTP/${ask.httpVersion}`,
      to: `HTTP/${version}`,
    }));
  },
};
