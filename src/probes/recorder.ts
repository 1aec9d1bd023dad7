import { Duplex } from "node:stream";

/** A stream that passes everything through and remembers the start of what came in. */
export interface Recorder {
  readonly stream: Duplex;
  /** What came in so far, up to the limit. */
  readonly received: () => Buffer;
  /** The number of the plaintext TLS alert that went out last. */
  readonly alertSent: () => number | undefined;
  /** The other side closed its half in good order. */
  readonly hasEnded: () => boolean;
  /** Forgets what came in and remembers no more. */
  readonly stop: () => void;
}

/**
 * Put between a socket and Node's TLS or HTTP/2, which swallow the bytes that they can't read. Costs nothing measurable
 * against TLS on the socket itself.
 */
export function record(inner: Duplex, limit: number): Recorder {
  let chunks: Buffer[] = [];
  let room = limit;
  let alert: number | undefined;
  let ended = false;
  const stream = new Duplex({
    read: () => void inner.resume(),
    write: (chunk: Buffer, _encoding, done) => {
      alert = plaintextAlert(chunk) ?? alert;
      inner.write(chunk, done);
    },
    final: (done) => void inner.end(done),
    destroy: (error, done) => {
      inner.destroy();
      done(error);
    },
  });
  // An error has its listener further up; this one is for what comes after that has lost interest.
  stream.on("error", () => undefined);
  inner.on("data", (chunk: Buffer) => {
    if (room > 0) chunks.push(chunk.subarray(0, room));
    room -= chunk.length;
    if (!stream.push(chunk)) inner.pause();
  });
  inner.on("end", () => {
    ended = true;
    stream.push(null);
  });
  inner.on("error", (error) => stream.destroy(error));
  inner.on("close", () => stream.destroy());
  if (inner.destroyed) stream.destroy(inner.errored ?? undefined);
  return {
    stream,
    received: () => Buffer.concat(chunks),
    alertSent: () => alert,
    hasEnded: () => ended,
    stop: () => {
      room = 0;
      chunks = [];
    },
  };
}

/** An alert record before encryption: type 21, version, length 2, level, description (RFC 8446 section 6). */
function plaintextAlert(chunk: Buffer): number | undefined {
  return chunk.length === 7 && chunk[0] === 21 && chunk[1] === 3 && chunk[4] === 2 ? chunk[6] : undefined;
}
