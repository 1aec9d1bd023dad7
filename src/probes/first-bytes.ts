import type { SpokenProtocol } from "../model/observation.ts";

/** As much of an unexpected answer as is kept. */
export const FIRST_BYTES = 64;

/** The start of what came, for the facts: latin1, so that each character is one byte. */
export function firstBytesOf(bytes: Buffer): string | undefined {
  return bytes.length === 0 ? undefined : bytes.toString("latin1", 0, FIRST_BYTES);
}

/** What the first bytes that a server sent give away; undefined when it sent none. */
export function classifyFirstBytes(bytes: Buffer): SpokenProtocol | undefined {
  if (bytes.length === 0) return undefined;
  const text = bytes.toString("latin1", 0, FIRST_BYTES);
  for (const [protocol, pattern] of GREETINGS) if (pattern.test(text)) return protocol;
  for (const [protocol, matches] of FRAMES) if (matches(bytes)) return protocol;
  return "unknown";
}

/** Protocols of lines; the first that fits speaks. */
const GREETINGS: readonly (readonly [SpokenProtocol, RegExp])[] = [
  ["http", /^HTTP\/\d/],
  // A proxy or server that answers with the body alone.
  ["http", /^<(?:!doctype html|html)/i],
  // RFC 4253 section 4.2.
  ["ssh", /^SSH-\d/],
  // RFC 5321 section 4.2: greetings name the protocol by custom; 554 and 421 are refusals.
  ["smtp", /^(?:220|421|554)[ -][^\r\n]*(?:SMTP|Postfix|Exim|Sendmail)/i],
  ["ftp", /^(?:220|421|530)[ -][^\r\n]*FTP/i],
  ["ftp", /^530 Please login/],
  // RFC 9051 section 7.1.
  ["imap", /^\* (?:OK|PREAUTH|BYE|BAD)[ \r]/],
  // RFC 1939 section 3; Redis answers "+OK" and "+PONG" only to commands of its own.
  ["pop3", /^\+OK[ \r]/],
  ["pop3", /^-ERR (?!unknown command|wrong number|Protocol error|DENIED|max number)/],
  // RESP errors: a code in capitals, which for HTTP bytes is ERR, NOAUTH, DENIED, MISCONF, LOADING.
  ["redis", /^-(?:ERR|NOAUTH|DENIED|MISCONF|LOADING|NOPERM)[ \r]/],
  // RFC 5321 without any product name: port 25 still greets so.
  ["smtp", /^220[ -]/],
  // Protocol header that a broker sends when it refuses another version (AMQP 0-9-1 section 4.2.2).
  ["amqp", /^AMQP/],
  // memcached's protocol.txt: the whole answer to a line that is no command.
  ["memcached", /^ERROR\r\n(?:ERROR\r\n|$)/],
  // The greeting of NATS (docs, client protocol).
  ["nats", /^INFO \{"server_id"/],
];

const FRAMES: readonly (readonly [SpokenProtocol, (bytes: Buffer) => boolean])[] = [
  ["tls", isTlsRecord],
  ["http2", isHttp2Settings],
  ["mysql", isMysqlGreeting],
  ["postgresql", isPostgresqlMessage],
  ["fastcgi", isFastCgiRecord],
];

/** Alert, handshake or change-cipher-spec record of SSL 3.0 to TLS 1.3 (RFC 8446 section 5.1). */
export function isTlsRecord(bytes: Buffer): boolean {
  const type = bytes[0] ?? 0;
  return type >= 20 && type <= 23 && bytes[1] === 3 && (bytes[2] ?? 255) <= 4;
}

/** A server's connection preface is a SETTINGS frame on stream 0 (RFC 9113 section 3.4). */
function isHttp2Settings(bytes: Buffer): boolean {
  return (
    bytes.length >= 9 &&
    bytes[0] === 0 &&
    bytes.readUIntBE(0, 3) % 6 === 0 &&
    bytes[3] === 4 &&
    bytes.readUInt32BE(5) === 0
  );
}

/** Length of three bytes, sequence number 0, then protocol version 10 or an error packet. */
function isMysqlGreeting(bytes: Buffer): boolean {
  if (bytes.length < 6 || bytes[3] !== 0) return false;
  const length = bytes.readUIntLE(0, 3);
  const isGreeting = bytes[4] === 0x0a && /^[\d.]/.test(bytes.toString("latin1", 5, 6));
  return length >= 4 && length < 4096 && (isGreeting || bytes[4] === 0xff);
}

/** One byte "N" or "S" to an SSLRequest, else an ErrorResponse or NoticeResponse whose first field is the severity. */
function isPostgresqlMessage(bytes: Buffer): boolean {
  const type = String.fromCharCode(bytes[0] ?? 0);
  if (bytes.length === 1) return type === "N" || type === "S" || type === "E";
  if ((type !== "E" && type !== "N") || bytes.length < 6) return false;
  return (
    bytes.readUInt32BE(1) < 4096 &&
    (bytes[5] === 0x53 || /^E(?:FATAL|unsupported)/.test(bytes.toString("latin1")))
  );
}

/** Version 1, a record type that an application sends: END_REQUEST, STDOUT, STDERR (FastCGI 1.0 section 8). */
function isFastCgiRecord(bytes: Buffer): boolean {
  const type = bytes[1] ?? 0;
  return (
    bytes.length >= 8 &&
    bytes[0] === 1 &&
    (type === 3 || type === 6 || type === 7 || type === 10 || type === 11)
  );
}
