import type { FileHandle } from "node:fs/promises";

/** Whole lines, in the order of the file, of one stretch of it. Stretches come from the end to the start. */
export type Stretch = readonly Uint8Array[];

export interface Bounds {
  readonly blockBytes: number;
  /** No more than this is read of one file. */
  readonly maxBytes: number;
  /** What a longer line holds behind this is left out. */
  readonly maxLineBytes: number;
}

export const LOG_BOUNDS: Bounds = { blockBytes: 1 << 20, maxBytes: 64 << 20, maxLineBytes: 64 << 10 };

export interface Extent {
  bytesRead: number;
  reachedStart: boolean;
}

const NEWLINE = 0x0a;

/**
 * Reads a file from its end. The bytes given are valid only until the next stretch is asked for. A last line without its
 * newline, half written perhaps, is given like any other; what a reader makes of it is its own business. Where the file
 * shrank meanwhile (copytruncate), reading ends.
 */
export async function* readBackwards(
  file: FileHandle,
  size: number,
  bounds: Bounds,
  extent: Extent,
): AsyncGenerator<Stretch> {
  let end = size;
  /** Start of the line that the block before was cut in. */
  let rest = Buffer.alloc(0);
  while (end > 0 && extent.bytesRead < bounds.maxBytes) {
    const start = Math.max(0, end - bounds.blockBytes);
    const block = await readFully(file, start, end - start);
    extent.bytesRead += block.length;
    if (block.length < end - start) return;
    const region = Buffer.concat([block, rest]);
    const firstNewline = start === 0 ? -1 : region.indexOf(NEWLINE);
    extent.reachedStart = start === 0;
    end = start;
    if (start > 0 && firstNewline < 0) {
      // One line fills the whole block: only its beginning will matter, which is still to come.
      rest = region.subarray(0, bounds.maxLineBytes);
      continue;
    }
    rest = region.subarray(0, Math.min(firstNewline + 1, bounds.maxLineBytes));
    yield linesOf(region.subarray(firstNewline + 1), bounds.maxLineBytes);
  }
}

async function readFully(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

function linesOf(region: Buffer, maxLineBytes: number): Stretch {
  const lines: Uint8Array[] = [];
  let from = 0;
  while (from < region.length) {
    const newline = region.indexOf(NEWLINE, from);
    const end = newline < 0 ? region.length : newline;
    if (end > from) lines.push(region.subarray(from, Math.min(end, from + maxLineBytes)));
    from = end + 1;
  }
  return lines;
}
