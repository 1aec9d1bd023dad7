import type { HttpVersion } from "../../model/forward.ts";
import type { ClimbRequest } from "../../model/request.ts";
import type { Experiment } from "../experiment.ts";
import { exchangeIn, wasCutShort } from "./seen.ts";

/** Upgrade Required and HTTP Version Not Supported (RFC 9110 sections 15.5.22 and 15.6.6), and the general refusal. */
const STATUSES = [400, 426, 505];

/** What Node.js says to HTTP/1 inside TLS where it speaks HTTP/2 alone, with status 403 (lib/internal/http2/core.js). */
const WANTS_H2 = /Unknown ALPN Protocol|expected `h2`/;

/**
 * Tells a service that refuses the HTTP version from one that is broken: 1.1 for 1.0, then HTTP/2, with prior knowledge
 * over plaintext and by ALPN over TLS. An answer of gRPC shows in its content type. Separates `http-version-mismatch` and
 * `upstream-protocol-mismatch` from `application-error` and `connection-closed-early`. Costs two connections at most.
 */
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
      (status !== undefined && STATUSES.includes(status)) ||
      malformed !== undefined ||
      wasCutShort(exchange) ||
      (status === 403 && WANTS_H2.test(exchange.facts.bodyStart));
    if (!suspicious || (spoke !== undefined && spoke !== "http" && spoke !== "http2")) return [];
    const others: readonly HttpVersion[] =
      ask.httpVersion === "1.0" ? ["1.1", "2"] : ask.httpVersion === "1.1" ? ["2"] : ["1.1"];
    return others.map((version) => ({
      request: { ...request, tls: tlsFor(request, version), exchange: { ...ask, httpVersion: version } },
      from: `HTTP/${ask.httpVersion}`,
      to: `HTTP/${version}`,
    }));
  },
};

/** HTTP/2 inside TLS is agreed on by ALPN (RFC 9113 section 3.2). */
function tlsFor({ tls }: ClimbRequest, version: HttpVersion): ClimbRequest["tls"] {
  return tls === undefined || version !== "2" ? tls : { ...tls, alpn: ["h2"] };
}
