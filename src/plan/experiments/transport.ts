import type { HandshakeAsk } from "../../model/request.ts";
import type { Experiment } from "../experiment.ts";
import { exchangeIn, handshakeIn, wasCutShort } from "./seen.ts";

/** A handshake that leaves the choice of everything to the server. */
const ANY_TLS: HandshakeAsk = {
  serverName: undefined,
  verify: false,
  verifyName: undefined,
  matchesAddresses: false,
  verifyDepth: 1,
  trust: { kind: "none" },
  versions: ["TLSv1.2", "TLSv1.3"],
  ciphers: "DEFAULT",
  alpn: [],
  clientCertificate: undefined,
};

/**
 * Tells a port that speaks the other transport from one that is broken: plaintext where the handshake met no TLS, TLS
 * where a plaintext request met TLS, a hang-up, or the 400 that TLS servers give to plaintext. Separates
 * `plaintext-to-tls-port` and `tls-to-plaintext-port` from services that hang up or are silent. Costs one connection.
 */
export const transport: Experiment = {
  id: "transport",
  vary: ({ request, endpointName }, seen) => {
    const handshake = handshakeIn(seen);
    if (request.tls !== undefined) {
      const metNoTls =
        handshake !== undefined &&
        (wasCutShort(handshake) || handshake.outcome.kind === "timed-out") &&
        handshake.facts.alert === undefined;
      if (!metNoTls) return [];
      return [{ request: { ...request, tls: undefined }, from: "TLS", to: "plaintext" }];
    }
    const exchange = exchangeIn(seen);
    if (exchange === undefined) return [];
    const { status, spoke } = exchange.facts;
    // An answer in another protocol says more than a second connection could.
    const isPuzzling = spoke === undefined || spoke === "tls" || spoke === "unknown";
    const wasCut = wasCutShort(exchange) && isPuzzling;
    if (!(spoke === "tls" || wasCut || status === 400 || status === 497)) return [];
    const tls = { ...ANY_TLS, serverName: endpointName };
    return [{ request: { ...request, tls }, from: "plaintext", to: "TLS" }];
  },
};
