import type { LogReader } from "../../model/log-grammar.ts";
import type { OnLines } from "./read-piece.ts";
import { timesOf } from "./stamp-time.ts";
import type { Tally } from "./tally.ts";

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
  const timeOf = timesOf();
  const { isDull = never } = reader;
  const look = (line: Buffer): void => {
    const opened = reader.open(line);
    if (opened?.stamp === undefined) return;
    const at = timeOf(opened.stamp);
    if (at < since) return;
    note(extent, at);
    for (const said of opened.said()) events.add(said, at, opened.text);
  };
  return (block, from, to) => {
    let at = from;
    while (at < to) {
      const newline = block.indexOf(NEWLINE, at);
      const end = newline < 0 || newline > to ? to : newline;
      if (end > at) {
        extent.lines += 1;
        if (!isDull(block, at, end)) look(block.subarray(at, Math.min(end, at + maxLineBytes)));
      }
      at = end + 1;
    }
  };
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
