import { isAscii } from "node:buffer";
import type { Location } from "../model/source.ts";

/**
 * A text as its bytes: scanning needs no decoding, which is what makes it fast, and pieces become text when they are
 * cut out. Offsets count bytes.
 */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Buffer;
  /** How far lines have been counted; made on the first question for a place. */
  lines: LineIndex | undefined;
  /** The same as one string, of which pieces are cut without a copy; undefined where a character takes several bytes. */
  readonly ascii: string | undefined;
}

interface LineIndex {
  /** Offset of the first byte of each line. */
  readonly starts: Int32Array;
  readonly count: number;
  readonly isAscii: boolean;
  /** The last place asked for: text is mostly asked about from front to back, and lines may be very long. */
  lastOffset: number;
  lastColumn: number;
  lastLine: number;
}

const LINE_FEED = 10;

export function sourceFile(path: string, content: Uint8Array): SourceFile {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return {
    path,
    bytes,
    lines: undefined,
    ascii: isAscii(bytes) ? bytes.toString("latin1") : undefined,
  };
}

/** The text between two byte offsets, read as UTF-8; bytes that are not UTF-8 become U+FFFD. */
export function cutText(source: SourceFile, from: number, to: number): string {
  return source.ascii === undefined ? source.bytes.toString("utf8", from, to) : source.ascii.slice(from, to);
}

/** The place of a byte offset. Lines end at LF alone, as gateways count them; columns count characters, not bytes. */
export function locate(source: SourceFile, offset: number): Location {
  source.lines ??= indexLines(source.bytes);
  const line = lineAt(source.lines, offset);
  return { file: source.path, line: line + 1, column: columnAt(source, source.lines, line, offset) };
}

/** The byte offset of a place; undefined for one that the text does not have. */
export function offsetOf(
  source: SourceFile,
  { line, column }: Pick<Location, "line" | "column">,
): number | undefined {
  source.lines ??= indexLines(source.bytes);
  const start = source.lines.starts[line - 1];
  if (start === undefined || line > source.lines.count) return undefined;
  let at = start;
  for (let passed = 1; passed < column && at < source.bytes.length; passed++) {
    at++;
    while (isContinuation(source.bytes[at] ?? 0)) at++;
  }
  return at;
}

/** The number of the line that an offset lies on, from 1. */
export function lineOf(source: SourceFile, offset: number): number {
  source.lines ??= indexLines(source.bytes);
  return lineAt(source.lines, offset) + 1;
}

function indexLines(bytes: Buffer): LineIndex {
  let starts = new Int32Array(Math.ceil(bytes.length / 32) + 16);
  let count = 1;
  let seen = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    seen |= byte;
    if (byte !== LINE_FEED) continue;
    if (count === starts.length) starts = enlarged(starts);
    starts[count++] = at + 1;
  }
  return { starts, count, isAscii: seen < 128, lastOffset: 0, lastColumn: 1, lastLine: 0 };
}

function enlarged(starts: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(starts.length * 2);
  larger.set(starts);
  return larger;
}

/** So many lines below the last place are looked through before all others. */
const NEARBY = 15;

function lineAt(lines: LineIndex, offset: number): number {
  const { starts, lastLine } = lines;
  const isBehind = offset >= (starts[lastLine] ?? 0);
  let low = isBehind ? lastLine : 0;
  let high = isBehind ? lines.count - 1 : lastLine;
  // the next place is mostly near the last one
  const near = Math.min(high, lastLine + NEARBY);
  if (isBehind && (near === high || offset < (starts[near + 1] ?? 0))) high = near;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  lines.lastLine = low;
  return low;
}

function columnAt(source: SourceFile, lines: LineIndex, line: number, offset: number): number {
  const start = lines.starts[line] ?? 0;
  if (lines.isAscii) return offset - start + 1;
  const canContinue = lines.lastOffset >= start && lines.lastOffset <= offset;
  let column = canContinue ? lines.lastColumn : 1;
  for (let i = canContinue ? lines.lastOffset : start; i < offset; i++) {
    if (!isContinuation(source.bytes[i + 1] ?? 0)) column++;
  }
  lines.lastOffset = offset;
  lines.lastColumn = column;
  return column;
}

/** Bytes 2 to 4 of a UTF-8 character (RFC 3629 section 3). */
function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** Enough to tell text by: git looks at as much (buffer_is_binary in its xdiff-interface.c). */
const HEAD_BYTES = 8_000;

/** What a file holds that is no text: the name of an encoding, "binary", or nothing. */
export function notText(content: Uint8Array): "utf-16" | "binary" | undefined {
  if (content.length >= 2 && content.length % 2 === 0) {
    const mark = ((content[0] ?? 0) << 8) | (content[1] ?? 0);
    if (mark === 0xfffe || mark === 0xfeff) return "utf-16";
  }
  const head = content.subarray(0, HEAD_BYTES);
  let controls = 0;
  for (let at = 0; at < head.length; at++) {
    const byte = head[at] ?? 0;
    if (byte < LINE_FEED - 1 || (byte > 13 && byte < 32 && byte !== 27)) controls++;
  }
  // A stray NUL in a long text is a finding with a place; a tenth of control bytes is no text at all.
  return controls * 10 > head.length ? "binary" : undefined;
}
