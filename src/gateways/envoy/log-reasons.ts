import type { LogLine, LogWord } from "../../model/log-grammar.ts";

type Reason = Pick<LogLine, "event" | "errno" | "detail">;

/** errno of connect(2), as numbers up to release 1.29 and as texts since. */
const BY_ERRNO: readonly (readonly [errno: number, text: RegExp, event: LogWord])[] = [
  [111, /connection refused/i, "connect-refused"],
  [110, /connection timed out|connection timeout/i, "connect-timeout"],
  [113, /no route to host/i, "host-unreachable"],
  [101, /network is unreachable/i, "network-unreachable"],
  [99, /cannot assign requested address/i, "ports-exhausted"],
  [13, /permission denied/i, "connect-denied"],
  [1, /operation not permitted/i, "connect-not-permitted"],
  [2, /no such file or directory/i, "socket-missing"],
  [104, /connection reset by peer/i, "connect-failed"],
];

/** Why a connection failed (flag UF), from %UPSTREAM_TRANSPORT_FAILURE_REASON% or the code details. */
export function connectReason(text: string): Reason {
  const reason = text.replaceAll("_", " ");
  if (/TLS[ _]error/i.test(reason)) return tlsReason(text);
  const number = /connect error: ?(\d{1,3})\b/.exec(reason)?.[1];
  const known = BY_ERRNO.find(([errno, words]) =>
    number === undefined ? words.test(reason) : errno === Number(number),
  );
  if (known === undefined) return { event: "connect-failed", errno: undefined, detail: undefined };
  return { event: known[2], errno: known[0], detail: undefined };
}

/** BoringSSL's own reasons: 0x10000000 and the number of the reason; alerts begin at 1000 (RFC 8446 section 6.2). */
const FIRST_REASON = 0x10000000;
const FIRST_ALERT = 1000;

const WORDS = /OPENSSL[_ ]internal:([A-Z0-9_ ]+)/;

function tlsReason(text: string): Reason {
  const code = Number(/(?:error:[| ]?|\|)\s*(\d{6,10}):/.exec(text)?.[1] ?? Number.NaN);
  const reason = code - FIRST_REASON;
  const name = WORDS.exec(text)?.[1]?.trim().replaceAll(" ", "_") ?? "";
  if (name.includes("CERTIFICATE_VERIFY_FAILED") || reason === 125) return verifyReason(text);
  if (/Secret[ _]is[ _]not[ _]supplied[ _]by[ _]SDS/i.test(text))
    return { event: "handshake-failed", errno: undefined, detail: "secret is not supplied" };
  // packed as library and reason: alerts of the other side are 1000 and their number
  const low = Number.isFinite(reason) ? reason & 0xfff : Number.NaN;
  if (low > FIRST_ALERT && low < FIRST_ALERT + 256)
    return { event: "handshake-failed", errno: undefined, detail: `alert ${low - FIRST_ALERT}` };
  return { event: "handshake-failed", errno: undefined, detail: name === "" ? undefined : name };
}

/** Words of the verification behind "verify cert failed:" → X509_V_ERR number of OpenSSL, as other gateways log it. */
const VERIFY: readonly (readonly [RegExp, string])[] = [
  [/expired/i, "10:certificate has expired"],
  [/not yet valid/i, "9:certificate is not yet valid"],
  [/self.?signed certificate in/i, "19:self-signed certificate in certificate chain"],
  [/self.?signed/i, "18:self-signed certificate"],
  [/unable to get (?:local )?issuer|unknown ca/i, "20:unable to get local issuer certificate"],
];

function verifyReason(text: string): Reason {
  const words = text.replaceAll("_", " ");
  if (/verify SAN list|SAN match/i.test(words))
    return { event: "certificate-name-mismatch", errno: undefined, detail: undefined };
  const known = VERIFY.find(([pattern]) => pattern.test(words))?.[1];
  return { event: "certificate-rejected", errno: undefined, detail: known ?? "1:certificate verify failed" };
}
