import type { LogReader } from "../../model/log-grammar.ts";
import type { OnLines } from "./read-piece.ts";
import { timeOf } from "./stamp-time.ts";
import type { Mark, Tally } from "./tally.ts";

/** What was seen of the lines, whatever they say. */
export interface Extent {
  lines: number;
  firstAt: number | undefined;
  lastAt: number | undefined;
}

const NEWLINE = 0x0a;

/** Counts the lines that it is handed and that lie within the window. */
export function scanInto(
  events: Tally,
  extent: Extent,
  reader: LogReader,
  since: number,
  maxLineBytes: number,
): OnLines {
  const { isDull = never } = reader;
  const memory = reader.memory?.();
  const marks: (readonly Mark[])[] = [];
  const timeAt = timesAt(reader);
  const look = (block: Buffer, from: number, to: number): void => {
    const number = memory?.find(block, from, to);
    const known = number === undefined ? undefined : marks[number];
    if (known !== undefined) {
      const at = timeAt(block, from, to);
      if (at === undefined || at < since) return;
      note(extent, at);
      for (const mark of known) mark(at);
      return;
    }
    const opened = reader.open(block.subarray(from, Math.min(to, from + maxLineBytes)));
    const at = opened?.stamp && timeOf(opened.stamp);
    if (opened === undefined || at === undefined || at < since) return;
    note(extent, at);
    const own = opened.said().map((said) => events.add(said, at, opened.text));
    const place = memory?.keep();
    if (place !== undefined) marks[place] = own;
  };
  return (block, from, to) => {
    let at = from;
    while (at < to) {
      const newline = block.indexOf(NEWLINE, at);
      const end = newline < 0 || newline > to ? to : newline;
      if (end > at) {
        extent.lines += 1;
        if (!isDull(block, at, end)) look(block, at, end);
      }
      at = end + 1;
    }
  };
}

/** When a line was written. Neighbours mostly share their second: then the bytes of the last stamp are the same. */
function timesAt(reader: LogReader): (block: Buffer, from: number, to: number) => number | undefined {
  const { stampBytes = 0 } = reader;
  const last = Buffer.alloc(stampBytes);
  let lastAt: number | undefined;
  return (block, from, to) => {
    if (stampBytes > 0 && isSame(block, from, last)) return lastAt;
    const stamp = reader.stamp(block.subarray(from, to));
    lastAt = stamp === undefined ? undefined : timeOf(stamp);
    block.copy(last, 0, from, from + stampBytes);
    return lastAt;
  };
}

/** From the end, where stamps differ first. */
function isSame(block: Buffer, from: number, bytes: Buffer): boolean {
  for (let index = bytes.length - 1; index >= 0; index -= 1)
    if (block[from + index] !== bytes[index]) return false;
  return true;
}

/** The stamp that a part of a log begins or ends with, as dull lines are not looked at one by one. */
export function note(extent: Extent, at: number): void {
  if (extent.firstAt === undefined || at < extent.firstAt) extent.firstAt = at;
  if (extent.lastAt === undefined || at > extent.lastAt) extent.lastAt = at;
}

export function newExtent(): Extent {
  return { lines: 0, firstAt: undefined, lastAt: undefined };
}

function never(): boolean {
  return false;
}
