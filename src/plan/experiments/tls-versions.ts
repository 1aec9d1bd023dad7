import type { Experiment } from "../experiment.ts";
import { handshakeIn, wasCutShort } from "./seen.ts";

const ALL = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const;

/** Alert handshake_failure, and protocol_version (RFC 8446 section 6.2). */
const ALERTS = [40, 70];

/**
 * Tells "no version in common" from other refusals: the same handshake with every version offered. OpenSSL 3 keeps
 * versions before 1.2 away above security level 0, so that this level comes with them; the suites stay the gateway's.
 * A second handshake opens the suites too, for a server whose old version has none of them. Costs two connections.
 */
export const tlsVersions: Experiment = {
  id: "tls-versions",
  vary: ({ request }, seen) => {
    const handshake = handshakeIn(seen);
    const { tls } = request;
    if (tls === undefined || handshake === undefined || !wasCutShort(handshake)) return [];
    const { alert, spoke } = handshake.facts;
    if (spoke !== undefined || (alert?.sentBy === "server" && !ALERTS.includes(alert.number))) return [];
    const variants = [
      { ciphers: `${tls.ciphers}:@SECLEVEL=0`, to: ALL.join(" ") },
      { ciphers: "ALL:COMPLEMENTOFALL:@SECLEVEL=0", to: `${ALL.join(" ")} and every cipher suite` },
    ];
    return variants.map(({ ciphers, to }) => ({
      request: { ...request, tls: { ...tls, versions: ALL, ciphers } },
      from: tls.versions.join(" "),
      to,
    }));
  },
};
