import type { CheckFailure } from "../../model/admin.ts";
import type { LogLine, LogWord } from "../../model/log-grammar.ts";

type Said = Pick<LogLine, "event" | "peer" | "errno" | "detail">;

/** What the net, crypto/tls, net/http and http2 packages of Go say when a request fails, and what that means. */
const SENTENCES: readonly (readonly [
  sentence: RegExp,
  event: LogWord,
  errno?: number | undefined,
  detail?: string,
])[] = [
  [/lookup \S+(?: on \S+)?: no such host/, "name-not-resolved", 3],
  [/lookup \S+(?: on \S+)?: server misbehaving/, "name-not-resolved", 2],
  [/lookup \S+(?: on \S+)?: (?:.* )?i\/o timeout|lookup \S+: .*timeout/, "name-not-resolved", 110],
  [/lookup \S+(?: on \S+)?: .*connection refused/, "name-not-resolved", 110],
  [/dial .*: socket: too many open files|too many open files/, "files-exhausted", 24],
  [/cannot assign requested address/, "ports-exhausted", 99],
  [/dial unix \S+: connect: no such file or directory/, "socket-missing", 2],
  [/dial unix \S+: (?:connect: )?resource temporarily unavailable/, "socket-backlog-full", 11],
  [/dial \S+ \S+: connect: connection refused/, "connect-refused", 111],
  [/dial \S+ \S+: (?:connect: connection timed out|i\/o timeout)/, "connect-timeout", 110],
  [/dial \S+ \S+: connect: no route to host/, "host-unreachable", 113],
  [/dial \S+ \S+: connect: network is unreachable/, "network-unreachable", 101],
  [/dial \S+ \S+: connect: permission denied/, "connect-denied", 13],
  [/dial \S+ \S+: connect: operation not permitted/, "connect-not-permitted", 1],
  [/invalid dial address|dial address must represent|unknown network/, "address-invalid"],
  [/dial (?:tcp|unix|udp)\S*[ :]/, "connect-failed"],
  [/TLS handshake timeout/, "handshake-timeout"],
  [/first record does not look like a TLS handshake/, "handshake-failed", undefined, "wrong version number"],
  [/server gave HTTP response to HTTPS client/, "handshake-failed", undefined, "wrong version number"],
  [/x509: certificate has expired.* is after /, "certificate-rejected", undefined, "10"],
  [/x509: certificate has expired.* is before /, "certificate-rejected", undefined, "9"],
  [/x509: certificate has expired/, "certificate-rejected", undefined, "10"],
  [
    /x509: certificate signed by unknown authority|x509: .*unknown root/,
    "certificate-rejected",
    undefined,
    "20",
  ],
  [
    /x509: (?:certificate is (?:not )?valid for|cannot validate certificate for|certificate relies on legacy Common Name)/,
    "certificate-name-mismatch",
  ],
  [/remote error: tls: bad certificate/, "handshake-failed", undefined, "alert 42"],
  [/remote error: tls: unknown certificate authority/, "handshake-failed", undefined, "alert 48"],
  [/remote error: tls: certificate required/, "handshake-failed", undefined, "alert 116"],
  [/remote error: tls: unrecognized name/, "handshake-failed", undefined, "alert 112"],
  [/remote error: tls: protocol version not supported/, "handshake-failed", undefined, "alert 70"],
  [/remote error: tls: no application protocol/, "handshake-failed", undefined, "alert 120"],
  [/\btls: |x509: /, "handshake-failed"],
  [/timeout awaiting response headers/, "read-timeout", 110],
  [/server response headers exceeded/, "header-too-large"],
  [/malformed HTTP (?:response|status|version)/, "not-http"],
  [/malformed MIME header|invalid header (?:field )?name/, "header-invalid"],
  [/fcgi: invalid header version/, "not-fastcgi"],
  [/http2: (?:server sent GOAWAY|Transport received Server's graceful shutdown)/, "goaway"],
  [/http2: |frame too large|error reading preface/, "not-http2"],
  [/read: connection reset by peer/, "reset-before-header", 104],
  [/write: (?:connection reset by peer|broken pipe)/, "send-failed", 32],
  [/read \S+ \S+: i\/o timeout/, "read-timeout", 110],
  [/write \S+ \S+: i\/o timeout/, "send-timeout", 110],
  [/context deadline exceeded|Client\.Timeout exceeded/, "read-timeout", 110],
  [/context canceled|operation was canceled/, "client-closed"],
  [/\bEOF\b|server closed (?:idle )?connection/, "closed-before-header"],
];

const DIALLED = /dial (?:tcp[46]?|udp[46]?) (\[[0-9a-f:.%\w]+\]:\d+|[^\s:]+:\d+)/i;
const SOCKET = /dial unix (\S+?):/;
const TALKED = /(?:read|write|readfrom) tcp \S+->(\[[0-9a-f:.%\w]+\]:\d+|[^\s:]+:\d+)/i;
const LOOKED_UP = /lookup (\S+?)(?: on \S+)?:/;

/** What an error says; undefined for one that says nothing of an upstream. */
export function readGoError(text: string): Said | undefined {
  const found = SENTENCES.find(([sentence]) => sentence.test(text));
  if (found === undefined) return undefined;
  const [, event, errno, detail] = found;
  const name = event === "name-not-resolved" ? LOOKED_UP.exec(text)?.[1] : undefined;
  return { event, peer: peerOf(text), errno, detail: detail ?? name };
}

function peerOf(text: string): string | undefined {
  const socket = SOCKET.exec(text)?.[1];
  return socket === undefined ? (DIALLED.exec(text)?.[1] ?? TALKED.exec(text)?.[1]) : `unix:${socket}`;
}

const FAILURES: ReadonlyMap<LogWord, CheckFailure> = new Map<LogWord, CheckFailure>([
  ["connect-refused", "connect-refused"],
  ["connect-timeout", "connect-timeout"],
  ["host-unreachable", "host-unreachable"],
  ["network-unreachable", "network-unreachable"],
  ["handshake-timeout", "handshake-timeout"],
  ["handshake-failed", "handshake-failed"],
  ["certificate-rejected", "handshake-failed"],
  ["certificate-name-mismatch", "handshake-failed"],
  ["read-timeout", "answer-timeout"],
  ["closed-before-header", "answer-invalid"],
  ["reset-before-header", "answer-invalid"],
  ["not-http", "answer-invalid"],
  ["not-http2", "answer-invalid"],
]);

/** The same of a health check, in the words for checks. */
export function checkFailureOf(event: LogWord): CheckFailure | undefined {
  return FAILURES.get(event);
}
