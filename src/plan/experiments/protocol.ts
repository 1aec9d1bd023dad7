import type { ExchangeAsk } from "../../model/request.ts";
import type { Experiment } from "../experiment.ts";
import { cameEmpty, exchangeIn, wasCutShort } from "./seen.ts";

type Protocol = ExchangeAsk["protocol"];

const NAMES = { http: "HTTP", fastcgi: "FastCGI", uwsgi: "uwsgi" } as const;

/**
 * Tells a service of another application protocol from one that hangs up on everybody: FastCGI and uwsgi servers end an
 * HTTP connection without a word, and HTTP servers end one that begins with a FastCGI record or an HTTP/2 preface. The
 * same GET is put in the other protocol. Separates `upstream-protocol-mismatch` from `connection-closed-early` and
 * `connection-reset`. Costs one connection for HTTP routes that met nothing (two: FastCGI, uwsgi), one for the others.
 */
export const protocol: Experiment = {
  id: "protocol",
  vary: ({ request }, seen) => {
    const ask = request.exchange;
    const exchange = exchangeIn(seen);
    if (ask === undefined || exchange === undefined || ask.rawRequest !== undefined) return [];
    const { status } = exchange.facts;
    const wasMute = wasCutShort(exchange) && cameEmpty(exchange);
    // A uwsgi request begins with a NUL byte and an SCGI request with a number, which HTTP servers answer with 400.
    const others: readonly (keyof typeof NAMES)[] = wasMute
      ? othersThan(ask.protocol)
      : (ask.protocol === "uwsgi" || ask.protocol === "scgi") && status === 400
        ? ["http"]
        : [];
    return others.map((other) => ({
      request: { ...request, exchange: { ...ask, protocol: other, method: "GET", httpVersion: "1.1" } },
      from: NAMES[other] === NAMES.http ? ask.protocol : "HTTP",
      to: NAMES[other],
    }));
  },
};

function othersThan(own: Protocol): readonly (keyof typeof NAMES)[] {
  if (own === "http") return ["fastcgi", "uwsgi"];
  return own === "grpc" || own === "fastcgi" || own === "uwsgi" || own === "scgi" ? ["http"] : [];
}
