import type { LogLine } from "../../model/log-grammar.ts";
import type { LogEvent } from "../../model/observation.ts";

const MAX_SAMPLE = 300;
/** Different events that are kept apart. Who can write into a log could else fill the memory. */
const MAX_EVENTS = 4_000;

interface Count {
  readonly line: LogLine;
  readonly sample: string;
  firstAt: number;
  lastAt: number;
  count: number;
}

/** Counts lines that say the same. */
export interface Tally {
  readonly add: (line: LogLine, at: number, text: string) => void;
  /** Oldest first, then by name, so that the same log gives the same list. */
  readonly events: () => readonly LogEvent[];
}

export function tally(): Tally {
  const counts = new Map<string, Count>();
  return {
    add: (line, at, text) => {
      let key = keyOf(line);
      let kept = line;
      if (counts.size >= MAX_EVENTS && !counts.has(key)) {
        // Past the bound only the kind of event is still told.
        kept = anonymous(line);
        key = keyOf(kept);
      }
      const count = counts.get(key);
      if (count === undefined) {
        counts.set(key, { line: kept, sample: sampleOf(text), firstAt: at, lastAt: at, count: 1 });
        return;
      }
      count.firstAt = Math.min(count.firstAt, at);
      count.lastAt = Math.max(count.lastAt, at);
      count.count += 1;
    },
    events: () => [...counts.entries()].sort(byTime).map(([, count]) => eventOf(count)),
  };
}

function keyOf({ event, level, peer, upstream, errno, detail, method }: LogLine): string {
  return `${event}\n${level}\n${peer ?? ""}\n${upstream ?? ""}\n${errno ?? ""}\n${detail ?? ""}\n${method ?? ""}`;
}

function anonymous(line: LogLine): LogLine {
  return { ...line, peer: undefined, upstream: undefined, detail: undefined, method: undefined };
}

function byTime([oneKey, one]: [string, Count], [otherKey, other]: [string, Count]): number {
  return one.firstAt - other.firstAt || (oneKey < otherKey ? -1 : 1);
}

function eventOf({ line, sample, firstAt, lastAt, count }: Count): LogEvent {
  return { ...line, firstAt, lastAt, count, sample };
}

function sampleOf(text: string): string {
  const utf8 = Buffer.from(text, "latin1").toString("utf8");
  return utf8.length > MAX_SAMPLE ? `${utf8.slice(0, MAX_SAMPLE - 1)}…` : utf8;
}
