import type { Experiment } from "../experiment.ts";
import { handshakeIn, wasCutShort } from "./seen.ts";

const ALL = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const;

/** Alert handshake_failure, and protocol_version (RFC 8446 section 6.2). */
const ALERTS = [40, 70];

/**
 * Tells "no version in common" from other refusals: the same handshake with every version offered. Ciphers are opened
 * to what versions before 1.2 need, since OpenSSL 3 keeps those away at its usual security level.
 */
export const tlsVersions: Experiment = {
  id: "tls-versions",
  vary: ({ request }, seen) => {
    const handshake = handshakeIn(seen);
    if (request.tls === undefined || handshake === undefined || !wasCutShort(handshake)) return [];
    const { alert, spoke } = handshake.facts;
    if (spoke !== undefined || (alert !== undefined && !ALERTS.includes(alert.number))) return [];
    const tls = { ...request.tls, versions: ALL, ciphers: "ALL:@SECLEVEL=0" };
    return [{ request: { ...request, tls }, from: request.tls.versions.join(" "), to: ALL.join(" ") }];
  },
};
