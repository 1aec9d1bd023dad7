import { createDecipheriv, createHmac } from "node:crypto";

/** What a server's side of a handshake says on the wire, and Node.js does not tell. */
export interface ServerFlight {
  /** DER, in the order of the wire; Node adds issuers that it found elsewhere, and drops what does not belong. */
  readonly certificates: readonly Buffer[];
  /** Undefined when the certificate messages could not be read. */
  readonly certificateRequested: boolean | undefined;
  /** The fatal alert, if it went unencrypted. */
  readonly alert: number | undefined;
}

interface Suite {
  readonly cipher: "aes-128-gcm" | "aes-256-gcm" | "chacha20-poly1305";
  readonly hash: "sha256" | "sha384";
  readonly keyLength: number;
}

/** RFC 8446 appendix B.4. */
const SUITES = new Map<number, Suite>([
  [0x1301, { cipher: "aes-128-gcm", hash: "sha256", keyLength: 16 }],
  [0x1302, { cipher: "aes-256-gcm", hash: "sha384", keyLength: 32 }],
  [0x1303, { cipher: "chacha20-poly1305", hash: "sha256", keyLength: 32 }],
]);

const ALERT = 21;
const HANDSHAKE = 22;
const APPLICATION_DATA = 23;

/**
 * Reads the records that a server sent up to the end of the handshake.
 * @param serverSecret The server's handshake traffic secret, for TLS 1.3, which encrypts all but the server hello.
 */
export function readServerFlight(raw: Buffer, serverSecret: Buffer | undefined): ServerFlight {
  let messages: Buffer = Buffer.alloc(0);
  let alert: number | undefined;
  let sequence = 0;
  for (const record of records(raw)) {
    const type = record[0];
    const content = record.subarray(5);
    if (type === HANDSHAKE) messages = Buffer.concat([messages, content]);
    if (type === ALERT && content.length === 2 && content[0] === 2) alert = content[1];
    if (type === APPLICATION_DATA && serverSecret !== undefined) {
      const inner = decrypt(record, serverSecret, suiteOf(messages), sequence);
      sequence += 1;
      if (inner?.type === HANDSHAKE) messages = Buffer.concat([messages, inner.content]);
    }
  }
  return { ...certificateMessages(messages, serverSecret !== undefined), alert };
}

function* records(raw: Buffer): Generator<Buffer> {
  let at = 0;
  while (at + 5 <= raw.length && raw[at + 1] === 3) {
    const end = at + 5 + raw.readUInt16BE(at + 3);
    if (end > raw.length) return;
    yield raw.subarray(at, end);
    at = end;
  }
}

function* handshakeMessages(bytes: Buffer): Generator<{ readonly type: number; readonly body: Buffer }> {
  let at = 0;
  while (at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUIntBE(at + 1, 3);
    if (end > bytes.length) return;
    yield { type: bytes[at] ?? 0, body: bytes.subarray(at + 4, end) };
    at = end;
  }
}

/** The suite that the last server hello chose; an earlier one is a hello retry request. */
function suiteOf(bytes: Buffer): Suite | undefined {
  let suite: Suite | undefined;
  for (const { type, body } of handshakeMessages(bytes)) {
    const at = 35 + (body[34] ?? 0);
    if (type === 2 && at + 2 <= body.length) suite = SUITES.get(body.readUInt16BE(at));
  }
  return suite;
}

function certificateMessages(bytes: Buffer, isTls13: boolean): Omit<ServerFlight, "alert"> {
  let certificates: readonly Buffer[] = [];
  let requested = false;
  let sawCertificate = false;
  for (const { type, body } of handshakeMessages(bytes)) {
    if (type === 13) requested = true;
    if (type === 11) {
      sawCertificate = true;
      certificates = certificateList(body, isTls13);
    }
  }
  return { certificates, certificateRequested: requested || sawCertificate ? requested : undefined };
}

/** RFC 5246 section 7.4.2; TLS 1.3 adds a context before and extensions after each (RFC 8446 section 4.4.2). */
function certificateList(body: Buffer, isTls13: boolean): readonly Buffer[] {
  const list: Buffer[] = [];
  let at = (isTls13 ? 1 + (body[0] ?? 0) : 0) + 3;
  while (at + 3 <= body.length) {
    const end = at + 3 + body.readUIntBE(at, 3);
    if (end > body.length) break;
    list.push(body.subarray(at + 3, end));
    at = isTls13 && end + 2 <= body.length ? end + 2 + body.readUInt16BE(end) : end;
  }
  return list;
}

/** RFC 8446 sections 5.2, 5.3 and 7.3. Undefined when it does not open, as a record under another key. */
function decrypt(record: Buffer, secret: Buffer, suite: Suite | undefined, sequence: number) {
  if (suite === undefined || record.length < 5 + 17) return undefined;
  const key = expandLabel(secret, suite.hash, "key", suite.keyLength);
  const nonce = expandLabel(secret, suite.hash, "iv", 12);
  nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ sequence) >>> 0, 8);
  try {
    const tag = record.length - 16;
    // The types know the authenticated ciphers by name, each with an overload of its own.
    const options = { authTagLength: 16 };
    const decipher =
      suite.cipher === "chacha20-poly1305"
        ? createDecipheriv(suite.cipher, key, nonce, options)
        : createDecipheriv(suite.cipher, key, nonce, options);
    decipher.setAAD(record.subarray(0, 5), { plaintextLength: tag - 5 });
    decipher.setAuthTag(record.subarray(tag));
    const plain = Buffer.concat([decipher.update(record.subarray(5, tag)), decipher.final()]);
    const end = plain.findLastIndex((byte) => byte !== 0);
    return { type: plain[end], content: plain.subarray(0, Math.max(end, 0)) };
  } catch {
    return undefined;
  }
}

function expandLabel(secret: Buffer, hash: string, label: string, length: number): Buffer {
  const name = `tls13 ${label}`;
  const info = Buffer.concat([
    Buffer.from([0, length, name.length]),
    Buffer.from(name),
    Buffer.from([0, 1]), // No context; then the counter of the only block (RFC 5869 section 2.3).
  ]);
  return createHmac(hash, secret).update(info).digest().subarray(0, length);
}

/** The secret in a line of the key log format; undefined for another line. */
export function serverHandshakeSecret(line: Buffer): Buffer | undefined {
  const match = /^SERVER_HANDSHAKE_TRAFFIC_SECRET [0-9a-f]+ ([0-9a-f]+)/i.exec(line.toString("latin1"));
  return match?.[1] === undefined ? undefined : Buffer.from(match[1], "hex");
}
