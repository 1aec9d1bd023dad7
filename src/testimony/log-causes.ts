// Data table: what a line of the gateway's log accuses by itself, when nothing else was seen.
import type { CheckFailure } from "../model/admin.ts";
import type { CauseId } from "../model/cause.ts";
import type { LogWord } from "../model/log-grammar.ts";

/** The gateway's step that failed. A probe that makes the same step and passes shows that the failure is over. */
export type LoggedStep = "resolve" | "connect" | "permission" | "handshake" | "exchange" | "body";

export interface LogCause {
  readonly cause: CauseId;
  readonly step: LoggedStep;
  /** How surely the line alone speaks for the cause, 0..1. */
  readonly strength: number;
  /** Outcome codes of a connection with which a probe says the same; absent where probes tell more than the log. */
  readonly codes?: readonly string[];
  /** A matter of the gateway's own libraries, or of what it was given: a probe that passes shows nothing. */
  readonly isBeyondProbes?: true;
  /** Where the cause has several forms: this one in words of its own. */
  readonly says?: { readonly title: string; readonly fix: string };
}

/**
 * Word of the log → cause. Left out: `no-live-upstreams` and `endpoint-disabled` follow from earlier failures; limits,
 * full queues, used-up ports and denied policies have checks of their own; a reset within the body has many reasons.
 */
const BY_WORD: ReadonlyMap<LogWord, LogCause> = new Map<LogWord, LogCause>([
  ["connect-refused", { cause: "port-refused", step: "connect", strength: 0.9, codes: ["ECONNREFUSED"] }],
  // Refused most likely, and perhaps unreachable: the gateway writes both alike.
  ["connect-rejected", { cause: "port-refused", step: "connect", strength: 0.5, codes: ["ECONNREFUSED"] }],
  ["connect-timeout", { cause: "connect-timeout", step: "connect", strength: 0.9, codes: ["ETIMEDOUT", ""] }],
  ["host-unreachable", { cause: "host-unreachable", step: "connect", strength: 0.7 }],
  [
    "network-unreachable",
    { cause: "network-unreachable", step: "connect", strength: 0.9, codes: ["ENETUNREACH"] },
  ],
  [
    "socket-missing",
    { cause: "unix-socket-missing", step: "connect", strength: 0.9, codes: ["ENOENT", "ENOTDIR"] },
  ],
  ["source-bind-failed", { cause: "source-address-bind-failed", step: "connect", strength: 0.9 }],
  ["handshake-timeout", { cause: "tls-handshake-timeout", step: "handshake", strength: 0.8 }],
  ["certificate-name-mismatch", { cause: "tls-certificate-name-mismatch", step: "handshake", strength: 0.9 }],
  // A slow answer and none at all are written alike.
  ["read-timeout", { cause: "service-hung", step: "exchange", strength: 0.5 }],
  // The answer began, and then paused for longer than the gateway waits: for more bytes, or for bytes that were lost.
  ["body-timeout", { cause: "timeout-too-short", step: "body", strength: 0.5 }],
  ["closed-before-header", { cause: "connection-closed-early", step: "exchange", strength: 0.7 }],
  ["reset-before-header", { cause: "connection-reset", step: "exchange", strength: 0.6 }],
  ["header-too-large", { cause: "response-headers-too-large", step: "exchange", strength: 0.93 }],
  ["header-invalid", { cause: "response-malformed", step: "exchange", strength: 0.85 }],
  ["answer-malformed", { cause: "response-malformed", step: "exchange", strength: 0.8 }],
  ["not-http", { cause: "response-malformed", step: "exchange", strength: 0.7 }],
  ["not-fastcgi", { cause: "upstream-protocol-mismatch", step: "exchange", strength: 0.85 }],
  ["not-memcached", { cause: "upstream-protocol-mismatch", step: "exchange", strength: 0.85 }],
]);

const BY_ANY_WORD: ReadonlyMap<string, LogCause> = BY_WORD;

/** X509_V_ERR numbers for keys and digests below the security level: 66, 67, 68. Other builds of OpenSSL have other levels. */
const TOO_WEAK: ReadonlySet<string> = new Set(["66", "67", "68"]);

/** X509_V_ERR number of OpenSSL (x509_vfy.h) → cause. */
const BY_VERIFY_ERROR: ReadonlyMap<string, CauseId> = new Map<string, CauseId>([
  ["9", "tls-certificate-not-yet-valid"],
  ["10", "tls-certificate-expired"],
  ["18", "tls-certificate-self-signed"],
  ["2", "tls-certificate-untrusted"],
  // revocation: no list, a list that is not in force, and a certificate that is on it
  ["3", "tls-certificate-untrusted"],
  ["11", "tls-certificate-untrusted"],
  ["12", "tls-certificate-untrusted"],
  ["23", "tls-certificate-untrusted"],
  ["19", "tls-certificate-untrusted"],
  ["20", "tls-certificate-untrusted"],
  ["21", "tls-certificate-untrusted"],
  ["22", "tls-certificate-untrusted"],
  ...[...TOO_WEAK].map((code) => [code, "tls-certificate-untrusted"] as const),
]);

/** How a handshake ended, as the log's detail names it → cause. */
const BY_HANDSHAKE_END: ReadonlyMap<string, LogCause> = new Map<string, LogCause>([
  // the other side does not take the gateway's own certificate
  ["alert 42", { cause: "tls-client-certificate-required", step: "handshake", strength: 0.7 }],
  ["alert 45", { cause: "tls-client-certificate-required", step: "handshake", strength: 0.7 }],
  ["alert 46", { cause: "tls-client-certificate-required", step: "handshake", strength: 0.7 }],
  ["alert 48", { cause: "tls-client-certificate-required", step: "handshake", strength: 0.7 }],
  ["alert 70", { cause: "tls-version-mismatch", step: "handshake", strength: 0.85 }],
  ["alert 112", { cause: "tls-sni-required", step: "handshake", strength: 0.8 }],
  ["alert 116", { cause: "tls-client-certificate-required", step: "handshake", strength: 0.9 }],
  ["alert 120", { cause: "tls-alpn-mismatch", step: "handshake", strength: 0.85 }],
  // refused by the gateway's own library: others have other floors
  [
    "dh key too small",
    { cause: "tls-cipher-mismatch", step: "handshake", strength: 0.85, isBeyondProbes: true },
  ],
  ["wrong version number", { cause: "tls-to-plaintext-port", step: "handshake", strength: 0.85 }],
  [
    "secret is not supplied",
    {
      cause: "tls-trust-missing",
      step: "handshake",
      strength: 0.85,
      isBeyondProbes: true,
      says: {
        title: "The TLS secret for connections to the upstream has not come from the control plane (SDS)",
        fix: "Find out why the control plane does not send the secret that the TLS context of the upstream names",
      },
    },
  ],
  ["WRONG_VERSION_NUMBER", { cause: "tls-to-plaintext-port", step: "handshake", strength: 0.85 }],
]);

/** What the gateway's own check failed of, as the log's detail begins → cause. A wrong status has checks of its own. */
const BY_CHECK_FAILURE: ReadonlyMap<CheckFailure, LogCause> = new Map<CheckFailure, LogCause>([
  ["connect-refused", { cause: "port-refused", step: "connect", strength: 0.85, codes: ["ECONNREFUSED"] }],
  [
    "connect-timeout",
    { cause: "connect-timeout", step: "connect", strength: 0.85, codes: ["ETIMEDOUT", ""] },
  ],
  ["host-unreachable", { cause: "host-unreachable", step: "connect", strength: 0.7 }],
  ["network-unreachable", { cause: "network-unreachable", step: "connect", strength: 0.85 }],
  ["handshake-timeout", { cause: "tls-handshake-timeout", step: "handshake", strength: 0.7 }],
  ["answer-timeout", { cause: "service-hung", step: "exchange", strength: 0.5 }],
  ["answer-invalid", { cause: "response-malformed", step: "exchange", strength: 0.7 }],
  // it says in its own words what it did not find
  ["content-wrong", { cause: "health-body-mismatch", step: "exchange", strength: 0.85 }],
]);

const BY_ANY_FAILURE: ReadonlyMap<string, LogCause> = BY_CHECK_FAILURE;

/** Codes of nginx's resolver (ngx_resolver_strerror): 2 SERVFAIL, 3 NXDOMAIN or no address, 5 REFUSED, 110 silence. */
const BY_RESOLVER_ERROR: ReadonlyMap<number, LogCause> = new Map<number, LogCause>([
  [2, { cause: "dns-server-failure", step: "resolve", strength: 0.9 }],
  [3, { cause: "dns-name-not-found", step: "resolve", strength: 0.85 }],
  [5, { cause: "dns-server-failure", step: "resolve", strength: 0.9 }],
  [110, { cause: "dns-resolver-unreachable", step: "resolve", strength: 0.9 }],
]);

/** What the event accuses; undefined where the line alone says too little. */
export function logCause(event: {
  readonly event: string;
  readonly peer: string | undefined;
  readonly errno: number | undefined;
  readonly detail: string | undefined;
}): LogCause | undefined {
  const { detail = "", errno = 0, peer = "" } = event;
  switch (event.event) {
    case "connect-denied":
      return peer.startsWith("unix:")
        ? { cause: "unix-socket-denied", step: "permission", strength: 0.9 }
        : undefined;
    case "certificate-rejected": {
      const cause = BY_VERIFY_ERROR.get(detail.split(":")[0] ?? "");
      if (cause === undefined) return undefined;
      const isBeyondProbes = TOO_WEAK.has(detail.split(":")[0] ?? "");
      return { cause, step: "handshake", strength: 0.9, ...(isBeyondProbes && { isBeyondProbes }) };
    }
    case "handshake-failed":
      return BY_HANDSHAKE_END.get(detail);
    case "check-failed":
      return BY_ANY_FAILURE.get(detail.split(":")[0] ?? "");
    case "name-not-resolved":
      return BY_RESOLVER_ERROR.get(errno);
    default:
      return BY_ANY_WORD.get(event.event);
  }
}

/** Every word that may accuse. */
export const ACCUSING_WORDS: readonly LogWord[] = [
  ...BY_WORD.keys(),
  "connect-denied",
  "certificate-rejected",
  "handshake-failed",
  "name-not-resolved",
  "check-failed",
];
