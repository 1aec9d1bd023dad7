import { readSync } from "node:fs";

export interface Bounds {
  readonly blockBytes: number;
  /** No more than this is read of one file, from its end. */
  readonly maxBytes: number;
  /** What a longer line holds behind this is left out. */
  readonly maxLineBytes: number;
  /** Between two pieces everything else in this thread has its turn: probes measure milliseconds beside it. */
  readonly pieceBytes: number;
  /** More than this is read with other threads' help: one takes about as long to start as this takes to read. */
  readonly aloneBytes: number;
}

export const LOG_BOUNDS: Bounds = {
  blockBytes: 1 << 20,
  maxBytes: 64 << 20,
  maxLineBytes: 64 << 10,
  pieceBytes: 2 << 20,
  aloneBytes: 48 << 20,
};

/** Takes whole lines, from `from` up to `to` of the block; the bytes are gone after the call. */
export type OnLines = (block: Buffer, from: number, to: number) => void;

const NEWLINE = 0x0a;

/**
 * Gives the lines that start between two places of a file, in order. A line belongs to the piece that its first byte lies
 * in, so that pieces side by side give every line once. A last line without its newline, half written perhaps, is given
 * like any other. Where the file shrank meanwhile (copytruncate), reading ends. Gives the bytes that were read.
 */
export function readPiece(
  file: number,
  { from, to }: { readonly from: number; readonly to: number },
  { blockBytes, maxLineBytes }: Pick<Bounds, "blockBytes" | "maxLineBytes">,
  onLines: OnLines,
  block = Buffer.allocUnsafe(roomFor({ blockBytes, maxLineBytes })),
): number {
  const room = block.length;
  let base = Math.max(0, from - 1);
  let kept = 0;
  let isBehindStart = from > 0;
  let bytesRead = 0;
  while (base < to) {
    // no further than a line that starts just before `to` may reach
    const wanted = Math.min(room - kept, Math.max(1, to - base - kept) + maxLineBytes);
    const read = readSync(file, block, kept, wanted, base + kept);
    bytesRead += read;
    if (read === 0) {
      if (kept > 0 && !isBehindStart) onLines(block, 0, kept);
      break;
    }
    const end = kept + read;
    kept = 0;
    const start = isBehindStart ? indexIn(block, 0, end) + 1 : 0;
    if (isBehindStart && start === 0) {
      base += end;
      continue;
    }
    isBehindStart = false;
    const whole = block.lastIndexOf(NEWLINE, end - 1) + 1;
    // Of the lines in the block, those count that start before `to`.
    const stop = base + whole > to ? indexIn(block, Math.max(start, to - base - 1), end) + 1 : whole;
    if (stop > start && base + start < to) onLines(block, start, stop);
    if (base + stop >= to && whole > 0) break;
    const rest = Math.max(start, whole);
    if (end - rest >= maxLineBytes) {
      // One line fills the block: its beginning is all that matters, the rest is passed over.
      onLines(block, rest, rest + maxLineBytes);
      isBehindStart = true;
      base += end;
      continue;
    }
    block.copyWithin(0, rest, end);
    base += rest;
    kept = end - rest;
  }
  return bytesRead;
}

/** Bytes of the block that pieces are read through; one may serve for many. */
export function roomFor({ blockBytes, maxLineBytes }: Pick<Bounds, "blockBytes" | "maxLineBytes">): number {
  return Math.max(blockBytes, 2 * maxLineBytes);
}

/** Where the next newline stands before `end`; -1 for none. */
function indexIn(block: Buffer, from: number, end: number): number {
  const at = block.indexOf(NEWLINE, from);
  return at >= end ? -1 : at;
}
