import { createReadStream, readSync } from "node:fs";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { OnLines } from "./read-piece.ts";

/** A megabyte of packed zeros is a thousand of plain ones; logs pack to about a tenth. */
const MOST_TIMES_LARGER = 200;
const ALWAYS_ALLOWED = 64 << 20;

export interface StreamLimits {
  readonly maxLineBytes: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface StreamEnd {
  readonly bytesRead: number;
  /** Not all of it was read: it is too large. */
  readonly isPartial: boolean;
}

/** The two bytes that every gzip member begins with (RFC 1952 section 2.3.1). */
export function isPacked(file: number): boolean {
  const magic = Buffer.alloc(2);
  readSync(file, magic, 0, 2, 0);
  return magic[0] === 0x1f && magic[1] === 0x8b;
}

/** Gives the lines of a packed file. @throws the system's error, or that of a broken archive. */
export async function scanPacked(
  path: string,
  packedBytes: number,
  limits: StreamLimits,
  onLines: OnLines,
): Promise<StreamEnd> {
  const maxBytes = Math.min(limits.maxBytes, packedBytes * MOST_TIMES_LARGER + ALWAYS_ALLOWED);
  const file = createReadStream(path);
  const plain = createGunzip();
  file.on("error", (error) => plain.destroy(error));
  try {
    return await scanStream(file.pipe(plain), { ...limits, maxBytes }, onLines);
  } finally {
    file.destroy();
    plain.destroy();
  }
}

/** Gives the lines of a stream. Of a longer line only the beginning is kept. */
export async function scanStream(
  stream: Readable,
  { maxLineBytes, maxBytes, signal }: StreamLimits,
  onLines: OnLines,
): Promise<StreamEnd> {
  let bytesRead = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    bytesRead += bytes.length;
    const whole = bytes.lastIndexOf(0x0a) + 1;
    if (whole === 0) {
      if (rest.length < maxLineBytes) rest = Buffer.concat([rest, bytes]);
      continue;
    }
    const first = rest.length === 0 ? 0 : bytes.indexOf(0x0a) + 1;
    if (first > 0) {
      const line = Buffer.concat([rest, bytes.subarray(0, first)]);
      onLines(line, 0, line.length);
    }
    if (whole > first) onLines(bytes, first, whole);
    // a copy: the stream may use its memory again
    rest = Buffer.from(bytes.subarray(whole));
    if (bytesRead >= maxBytes || signal.aborted) return { bytesRead, isPartial: true };
  }
  if (rest.length > 0) onLines(rest, 0, rest.length);
  return { bytesRead, isPartial: false };
}
