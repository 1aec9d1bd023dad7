import type { Experiment } from "../experiment.ts";
import { handshakeIn } from "./seen.ts";

/** X509_V_ERR numbers that say "I do not know this issuer" (openssl/x509_vfy.h). */
const UNKNOWN_ISSUER = [2, 18, 19, 20, 21, 27];

/**
 * Where the gateway verifies against a file of its own and does not know the issuer: the same certificate held against
 * the distribution's bundle. Tells a public certificate behind a private trust file (`tls-certificate-untrusted`) from a
 * chain with a gap, which no bundle closes. Costs one connection; without verification nothing has to be tried, because
 * the handshake is then finished already.
 */
export const trust: Experiment = {
  id: "trust",
  vary: ({ request }, seen) => {
    const { tls } = request;
    const code = handshakeIn(seen)?.facts.verification.code;
    if (tls?.verify !== true || tls.trust.kind !== "file" || code === undefined) return [];
    if (!UNKNOWN_ISSUER.includes(code)) return [];
    const varied = { ...tls, trust: { kind: "system" } } as const;
    return [
      { request: { ...request, tls: varied, exchange: undefined }, from: tls.trust.path, to: "system trust" },
    ];
  },
};
