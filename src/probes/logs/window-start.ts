import { readSync } from "node:fs";
import type { LogReader } from "../../model/log-grammar.ts";
import { timeOf } from "./stamp-time.ts";

/** Workers write side by side, and access logs when a request ends: lines are in order only by and large. */
export const DISORDER_MS = 60_000;
/** Where so much holds no stamp, the search goes on before it. */
const LOOK_BYTES = 128 << 10;
/** The tail that is looked through for the last stamp, in ever larger steps. */
const TAILS = [64 << 10, 1 << 20, 16 << 20];

/** Halves the file until it knows a place behind which everything within the window lies, to a block. */
export function windowStart(
  file: number,
  size: number,
  reader: LogReader,
  { since, blockBytes }: { readonly since: number; readonly blockBytes: number },
): number {
  let [from, to] = [0, size];
  while (to - from > blockBytes) {
    const middle = Math.floor((from + to) / 2);
    const at = firstStamp(linesAt(file, middle, Math.min(LOOK_BYTES, 2 * blockBytes)), reader);
    if (at !== undefined && at < since - DISORDER_MS) from = middle;
    else to = middle;
  }
  return from;
}

/** The latest of the last stamps, in milliseconds since the epoch; undefined where the end of the file holds none. */
export function lastStamp(file: number, size: number, reader: LogReader): number | undefined {
  for (const bytes of TAILS) {
    const lines = linesAt(file, Math.max(0, size - bytes), bytes);
    for (const line of lines.reverse()) {
      const stamp = reader.stamp(line);
      if (stamp !== undefined) return timeOf(stamp);
    }
    if (bytes >= size) return undefined;
  }
  return undefined;
}

function firstStamp(lines: readonly Uint8Array[], reader: LogReader): number | undefined {
  for (const line of lines) {
    const stamp = reader.stamp(line);
    if (stamp !== undefined) return timeOf(stamp);
  }
  return undefined;
}

/** Whole lines behind a place; the first one only where it starts there. */
function linesAt(file: number, from: number, bytes: number): Uint8Array[] {
  const block = Buffer.allocUnsafe(bytes);
  const read = readSync(file, block, 0, bytes, from);
  return splitLines(block.subarray(0, read), from > 0);
}

/** The lines of some bytes; the first one may be the end of one that began before. */
export function splitLines(bytes: Buffer, isCut: boolean): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let at = isCut ? bytes.indexOf(0x0a) + 1 : 0;
  if (isCut && at === 0) return lines;
  while (at < bytes.length) {
    const newline = bytes.indexOf(0x0a, at);
    const end = newline < 0 ? bytes.length : newline;
    if (end > at) lines.push(bytes.subarray(at, end));
    at = end + 1;
  }
  return lines;
}
