import type { Experiment } from "../experiment.ts";
import { handshakeIn } from "./seen.ts";

/** no_application_protocol, RFC 7301 section 3.2. */
const NO_APPLICATION_PROTOCOL = 120;
const COMMON = ["h2", "http/1.1"] as const;

/**
 * After alert 120 alone: which of the usual protocols the server takes inside TLS, for the fix of `tls-alpn-mismatch`.
 * Costs one connection for each of HTTP/2 and HTTP/1.1 that the gateway does not offer.
 */
export const alpn: Experiment = {
  id: "alpn",
  vary: ({ request }, seen) => {
    const { tls } = request;
    if (tls === undefined || handshakeIn(seen)?.facts.alert?.number !== NO_APPLICATION_PROTOCOL) return [];
    return COMMON.filter((name) => !tls.alpn.includes(name)).map((name) => ({
      // What is asked inside would have to change as well: the handshake alone decides.
      request: { ...request, tls: { ...tls, alpn: [name] }, exchange: undefined },
      from: tls.alpn.join(" ") || "none",
      to: name,
    }));
  },
};
