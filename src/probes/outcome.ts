import type { Outcome, OutcomeKind } from "../model/outcome.ts";

/**
 * The only place that knows the error words of the system, of Node.js and of OpenSSL. Where one word can mean two things
 * the caller says what it was doing; the word itself is kept in `code`.
 */

export const ANSWERED: Outcome = { kind: "answered", reason: "answered", code: undefined };
export const RUN_ENDED: Outcome = { kind: "not-tried", reason: "the run was ended", code: undefined };

export function outcome(kind: OutcomeKind, reason: string, code?: string): Outcome {
  return { kind, reason, code };
}

export function timedOut(what: string, waitedMs: number): Outcome {
  return outcome("timed-out", `${what} within ${waitedMs} ms`);
}

/** errno(3) words whose meaning does not depend on what was being done. */
const SYSTEM = new Map<string, readonly [OutcomeKind, string]>([
  ["ECONNREFUSED", ["refused", "connection refused"]],
  ["ECONNRESET", ["reset", "connection reset by the other side"]],
  ["EPIPE", ["reset", "connection closed by the other side"]],
  ["ECONNABORTED", ["reset", "connection aborted"]],
  ["ETIMEDOUT", ["timed-out", "the system gave up waiting"]],
  ["EHOSTUNREACH", ["unreachable", "no route to host"]],
  ["EHOSTDOWN", ["unreachable", "host is down"]],
  ["ENETUNREACH", ["unreachable", "network is unreachable"]],
  ["ENETDOWN", ["unreachable", "network is down"]],
  ["ENOPROTOOPT", ["unreachable", "protocol unreachable"]],
  ["EAFNOSUPPORT", ["unreachable", "this host does not speak that address family"]],
  ["ENOENT", ["not-found", "no such file"]],
  ["ENOTDIR", ["not-found", "a part of the path is not a directory"]],
  ["ELOOP", ["not-found", "the path is a loop of links"]],
  ["ENAMETOOLONG", ["not-found", "the path is too long"]],
  ["EISDIR", ["not-found", "it is a directory"]],
  ["EACCES", ["not-allowed", "permission denied"]],
  ["EPERM", ["not-allowed", "operation not permitted"]],
  ["EMFILE", ["probe-broken", "uhc has no file descriptors left"]],
  ["ENFILE", ["probe-broken", "the system has no file descriptors left"]],
  ["ENOMEM", ["probe-broken", "out of memory"]],
  ["ENOBUFS", ["probe-broken", "out of buffer space"]],
  ["EADDRNOTAVAIL", ["probe-broken", "no local port is free for this address"]],
]);

/** The errno word of an error thrown or emitted by Node.js. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** What a failed call to the system says: connect(2) aside, which `outcomeOfConnectError` reads. */
export function outcomeOfSystemError(error: unknown): Outcome {
  const code = errorCode(error);
  const known = code === undefined ? undefined : SYSTEM.get(code);
  if (known !== undefined) return outcome(known[0], known[1], code);
  return outcome("probe-broken", error instanceof Error ? oneLine(error.message) : "unknown error", code);
}

export interface ConnectAttempt {
  readonly transport: "tcp" | "unix";
  readonly hasSourceAddress: boolean;
}

/**
 * What connect(2) says. Over TCP EACCES and EINVAL come from the routing table (`prohibit`, `blackhole`) or, over IPv6,
 * from an ICMPv6 answer "administratively prohibited" (Linux icmpv6_err_convert): the network's word, not a lack of
 * permission of this process. EADDRNOTAVAIL and EINVAL with a source address mean that this host cannot send from it, so
 * the connection was never tried: `not-tried`, with the code, since it says nothing about the other side. Without one,
 * EADDRNOTAVAIL means that this host's ephemeral ports are used up (`probe-broken`).
 */
export function outcomeOfConnectError(error: unknown, attempt: ConnectAttempt): Outcome {
  const code = errorCode(error);
  const special = code === undefined ? undefined : CONNECT[attempt.transport].get(code);
  const bound = attempt.hasSourceAddress && code !== undefined ? SOURCE_ADDRESS.get(code) : undefined;
  if (bound !== undefined) return outcome("not-tried", bound, code);
  if (special !== undefined) return outcome(special[0], special[1], code);
  return outcomeOfSystemError(error);
}

/**
 * Whether connect(2) itself failed, so that no packet left: Node.js names the unbound local address then, and none when the
 * error came later, from the network (lib/net.js, internalConnect and afterConnect). Not to be told with a source address.
 */
export function failedAtOnce(error: unknown): boolean {
  return error instanceof Error && / - Local \((0\.0\.0\.0|::):0\)$/.test(error.message);
}

const SOURCE_ADDRESS = new Map<string, string>([
  ["EADDRNOTAVAIL", "the source address is not available on this host"],
  ["EINVAL", "the source address cannot reach this address"],
  ["EAFNOSUPPORT", "the source address is of another family"],
  ["ERR_INVALID_IP_ADDRESS", "the source address is not an IP address"],
]);

const CONNECT: Record<ConnectAttempt["transport"], ReadonlyMap<string, readonly [OutcomeKind, string]>> = {
  tcp: new Map<string, readonly [OutcomeKind, string]>([
    ["EACCES", ["unreachable", "prohibited by a route or a firewall"]],
    ["EINVAL", ["unreachable", "the route is a black hole"]],
  ]),
  unix: new Map<string, readonly [OutcomeKind, string]>([
    ["ENOENT", ["not-found", "no such socket"]],
    ["ECONNREFUSED", ["refused", "nothing listens on the socket"]],
    ["EAGAIN", ["refused", "the socket's queue of waiting connections is full"]],
    ["EPROTOTYPE", ["rejected", "the socket is not a stream socket"]],
    ["EINVAL", ["not-found", "the path is too long for a socket"]],
  ]),
};

/** The number of the TLS alert that OpenSSL reports as received: its names changed with 3.2, its numbers never. */
export function alertOfTlsError(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const named = /SSL alert number (\d{1,3})/.exec(error.message)?.[1];
  if (named !== undefined) return Number(named);
  // 0A000000 is the SSL library, and reasons from 1000 on are 1000 + the alert (openssl/sslerr.h).
  const packed = /error:0A000([0-9A-F]{3}):/i.exec(error.message)?.[1];
  const reason = packed === undefined ? 0 : Number.parseInt(packed, 16);
  return reason >= 1000 && reason < 1256 ? reason - 1000 : undefined;
}

export function outcomeOfAlert(number: number): Outcome {
  return outcome("rejected", `TLS alert ${number} (${alertName(number)})`, `alert ${number}`);
}

/** A handshake that this side's TLS library ended: the gateway's would decline what is offered just so. */
export function outcomeOfTlsError(error: unknown): Outcome {
  const code = errorCode(error);
  if (code?.startsWith("ERR_SSL_") !== true) return outcomeOfSystemError(error);
  const words = code.slice("ERR_SSL_".length).toLowerCase().replaceAll("_", " ");
  return outcome("rejected", `TLS handshake failed: ${words}`, code);
}

/** An error of a connection that was open: the socket's own, a TLS alert, or the end of an HTTP/2 stream or session. */
export function outcomeOfStreamError(error: unknown): Outcome {
  const alert = alertOfTlsError(error);
  if (alert !== undefined) return outcomeOfAlert(alert);
  const code = errorCode(error);
  if (code?.startsWith("ERR_HTTP2_") !== true) return outcomeOfTlsError(error);
  // Node.js tells the code of a RST_STREAM or GOAWAY (RFC 9113 section 7) within its message alone.
  const given = error instanceof Error ? /NGHTTP2_[A-Z_]+/.exec(error.message)?.[0] : undefined;
  return outcome("rejected", `HTTP/2 ended with ${given ?? "a protocol error"}`, given ?? code);
}

/** TLS alert descriptions, RFC 8446 section 6 and the IANA registry. */
const ALERTS = new Map<number, string>([
  [0, "close_notify"],
  [10, "unexpected_message"],
  [20, "bad_record_mac"],
  [21, "decryption_failed"],
  [22, "record_overflow"],
  [30, "decompression_failure"],
  [40, "handshake_failure"],
  [41, "no_certificate"],
  [42, "bad_certificate"],
  [43, "unsupported_certificate"],
  [44, "certificate_revoked"],
  [45, "certificate_expired"],
  [46, "certificate_unknown"],
  [47, "illegal_parameter"],
  [48, "unknown_ca"],
  [49, "access_denied"],
  [50, "decode_error"],
  [51, "decrypt_error"],
  [70, "protocol_version"],
  [71, "insufficient_security"],
  [80, "internal_error"],
  [86, "inappropriate_fallback"],
  [90, "user_canceled"],
  [100, "no_renegotiation"],
  [109, "missing_extension"],
  [110, "unsupported_extension"],
  [111, "certificate_unobtainable"],
  [112, "unrecognized_name"],
  [113, "bad_certificate_status_response"],
  [115, "unknown_psk_identity"],
  [116, "certificate_required"],
  [120, "no_application_protocol"],
]);

export function alertName(number: number): string {
  return ALERTS.get(number) ?? "unknown";
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").slice(0, 200).trim();
}
