import type { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Verification } from "../model/observation.ts";
import type { HandshakeAsk } from "../model/request.ts";
import { satisfies } from "./name-rule.ts";
import type { TrustStore } from "./trust.ts";

/** X509_V_ERR numbers (openssl/x509_vfy.h of OpenSSL 3) by the names that Node.js gives. */
const NUMBERS = new Map<string, number>([
  ["UNSPECIFIED", 1],
  ["UNABLE_TO_GET_ISSUER_CERT", 2],
  ["UNABLE_TO_GET_CRL", 3],
  ["UNABLE_TO_DECRYPT_CERT_SIGNATURE", 4],
  ["UNABLE_TO_DECRYPT_CRL_SIGNATURE", 5],
  ["UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY", 6],
  ["CERT_SIGNATURE_FAILURE", 7],
  ["CRL_SIGNATURE_FAILURE", 8],
  ["CERT_NOT_YET_VALID", 9],
  ["CERT_HAS_EXPIRED", 10],
  ["CRL_NOT_YET_VALID", 11],
  ["CRL_HAS_EXPIRED", 12],
  ["ERROR_IN_CERT_NOT_BEFORE_FIELD", 13],
  ["ERROR_IN_CERT_NOT_AFTER_FIELD", 14],
  ["ERROR_IN_CRL_LAST_UPDATE_FIELD", 15],
  ["ERROR_IN_CRL_NEXT_UPDATE_FIELD", 16],
  ["OUT_OF_MEM", 17],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", 18],
  ["SELF_SIGNED_CERT_IN_CHAIN", 19],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", 20],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", 21],
  ["CERT_CHAIN_TOO_LONG", 22],
  ["CERT_REVOKED", 23],
  ["INVALID_CA", 79],
  ["PATH_LENGTH_EXCEEDED", 25],
  ["INVALID_PURPOSE", 26],
  ["CERT_UNTRUSTED", 27],
  ["CERT_REJECTED", 28],
  ["HOSTNAME_MISMATCH", 62],
]);

const CHAIN_TOO_LONG = { code: 22, reason: "CERT_CHAIN_TOO_LONG" } as const;
/** Far above any depth that a config asks for. */
const LONGEST_PATH = 32;

/**
 * What OpenSSL found against the trust that was asked for. It is measured on every finished handshake; on an unfinished
 * one only the name can be compared.
 * @param finished The socket after the handshake.
 */
export function verify(
  ask: HandshakeAsk,
  leaf: X509Certificate | undefined,
  trust: TrustStore | undefined,
  finished: TLSSocket | undefined,
): Verification {
  const nameMatches =
    ask.verifyName === undefined || leaf === undefined
      ? undefined
      : ask.nameRules === undefined
        ? carriesName(leaf, ask.verifyName, ask.matchesAddresses)
        : ask.nameRules.some((rule) => satisfies(leaf, rule));
  if (leaf === undefined || trust === undefined || finished === undefined) {
    return { code: undefined, reason: undefined, nameMatches };
  }
  const result = finished.authorized ? { code: 0, reason: undefined } : refusal(finished.authorizationError);
  // Of several errors OpenSSL reports the last, and it looks at the depth first: every other one outranks it.
  if (result.code === 0 && intermediates(finished) > ask.verifyDepth)
    return { ...CHAIN_TOO_LONG, nameMatches };
  return { ...result, nameMatches };
}

/** Node gives the code where its types say Error. */
function refusal(error: unknown): { readonly code: number; readonly reason: string } {
  const reason = typeof error === "string" && NUMBERS.has(error) ? error : "UNSPECIFIED";
  return { code: NUMBERS.get(reason) ?? 1, reason };
}

/** X509_check_host without flags: wildcards anywhere in the first label, the common name only without a DNS name. */
function carriesName(leaf: X509Certificate, name: string, matchesAddresses: boolean): boolean {
  const bare = name.replace(/^\[(.*)\]$/, "$1");
  if (matchesAddresses && isIP(bare) !== 0 && leaf.checkIP(bare) !== undefined) return true;
  return leaf.checkHost(matchesAddresses ? bare : name) !== undefined;
}

/**
 * Certificates between the server's own and the root on the path that verified: what OpenSSL's depth counts
 * (SSL_CTX_set_verify_depth(3): "neither the end-entity nor trust-anchor certificates count").
 */
function intermediates(finished: TLSSocket): number {
  let certificate = finished.getPeerCertificate(true);
  for (let above = 0; above < LONGEST_PATH; above += 1) {
    const issuer = certificate.issuerCertificate;
    if (issuer === undefined || issuer === certificate) return Math.max(above - 1, 0);
    certificate = issuer;
  }
  return LONGEST_PATH;
}
