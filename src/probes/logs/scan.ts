import type { LogReader, LogStamp } from "../../model/log-grammar.ts";
import type { OnLines } from "./read-piece.ts";
import { timeOf } from "./stamp-time.ts";
import type { Tally } from "./tally.ts";

/** What was seen of the lines, whatever they say. */
export interface Extent {
  lines: number;
  firstAt: number | undefined;
  lastAt: number | undefined;
  /** Some stamps name no zone. */
  hasLocalStamps: boolean;
}

/** Kept for lines that say nothing. */
const NOTHING = -1;
const NEWLINE = 0x0a;
const ZERO = 0x30;

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
  const { open } = memory ?? reader;
  const timeOfStamp = (read: LogStamp): number => {
    if (read.offsetMinutes === undefined) extent.hasLocalStamps = true;
    return timeOf(read);
  };
  const timeAt = timesAt(reader, timeOfStamp);
  const look = (block: Buffer, from: number, to: number): void => {
    const known = memory?.find(block, from, to);
    if (known !== undefined) {
      const at = timeAt(block, from, to);
      if (at === undefined || at < since) return;
      note(extent, at);
      if (known !== NOTHING) events.again(known, at);
      return;
    }
    const opened = open(block.subarray(from, Math.min(to, from + maxLineBytes)));
    const at = opened?.stamp && timeOfStamp(opened.stamp);
    if (opened === undefined || at === undefined || at < since) return;
    note(extent, at);
    const counted = opened.said().map((said) => events.add(said, at, opened.text));
    if (counted.length <= 1) memory?.keep(counted[0] ?? NOTHING);
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
    for (const line of endsOf(block, from, to)) {
      const stamp = reader.stamp(line);
      const time = stamp && timeOfStamp(stamp);
      if (time !== undefined && time >= since) note(extent, time);
    }
  };
}

/** The first line and the last: dull ones are dated by them, as they are not looked at one by one. */
function* endsOf(block: Buffer, from: number, to: number): Generator<Buffer> {
  const first = block.indexOf(NEWLINE, from);
  if (first > from && first < to) yield block.subarray(from, first);
  // the newline of the last line may be missing
  const end = block[to - 1] === NEWLINE ? to - 1 : to;
  const last = block.lastIndexOf(NEWLINE, end - 1) + 1;
  if (last >= from && end > last) yield block.subarray(last, end);
}

type TimeAt = (block: Buffer, from: number, to: number) => number | undefined;

/** When lines were written. Neighbours mostly share their minute: then their stamps begin with the same bytes. */
function timesAt({ stamp, stampBytes = 0 }: LogReader, timeOfStamp: (read: LogStamp) => number): TimeAt {
  const minuteBytes = Math.max(0, stampBytes - 2);
  const last = Buffer.alloc(minuteBytes);
  let minute: number | undefined;
  return (block, from, to) => {
    const second = stampBytes > 0 ? twoDigits(block, from + minuteBytes) : undefined;
    if (minute !== undefined && second !== undefined && isSame(block, from, last))
      return minute + second * 1_000;
    const read = stamp(block.subarray(from, to));
    const at = read && timeOfStamp(read);
    minute = at === undefined || second === undefined ? undefined : at - second * 1_000;
    block.copy(last, 0, from, from + minuteBytes);
    return at;
  };
}

/** Undefined where no two digits stand. */
function twoDigits(block: Buffer, at: number): number | undefined {
  const tens = (block[at] ?? 0) - ZERO;
  const ones = (block[at + 1] ?? 0) - ZERO;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? undefined : tens * 10 + ones;
}

/** From the end, where stamps differ first. */
function isSame(block: Buffer, from: number, bytes: Buffer): boolean {
  for (let index = bytes.length - 1; index >= 0; index -= 1)
    if (block[from + index] !== bytes[index]) return false;
  return true;
}

/** Widens the stretch of time. */
export function note(extent: Extent, at: number): void {
  if (extent.firstAt === undefined || at < extent.firstAt) extent.firstAt = at;
  if (extent.lastAt === undefined || at > extent.lastAt) extent.lastAt = at;
}

export function newExtent(): Extent {
  return { lines: 0, firstAt: undefined, lastAt: undefined, hasLocalStamps: false };
}

function never(): boolean {
  return false;
}
