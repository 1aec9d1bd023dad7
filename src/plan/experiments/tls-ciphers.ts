import type { Experiment } from "../experiment.ts";
import { handshakeIn, wasCutShort } from "./seen.ts";

const ALL = "ALL:COMPLEMENTOFALL:@SECLEVEL=0";

/**
 * Tells "no cipher suite in common" (alert 40 or 71, RFC 8446 section 6.2) from a missing server name or client
 * certificate, which end in alert 40 too: the same versions with every suite offered. What the server then chooses is
 * the suite for the fix. Costs one connection.
 */
export const tlsCiphers: Experiment = {
  id: "tls-ciphers",
  vary: ({ request }, seen) => {
    const handshake = handshakeIn(seen);
    if (request.tls === undefined || handshake === undefined || !wasCutShort(handshake)) return [];
    const { alert, spoke } = handshake.facts;
    if (spoke !== undefined || (alert !== undefined && alert.number !== 40 && alert.number !== 71)) return [];
    const tls = { ...request.tls, ciphers: ALL };
    return [{ request: { ...request, tls }, from: request.tls.ciphers, to: "every cipher suite" }];
  },
};
