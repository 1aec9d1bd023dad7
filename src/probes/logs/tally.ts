import type { LogLine } from "../../model/log-grammar.ts";
import type { LogEvent } from "../../model/observation.ts";
import { type Counters, counters } from "./counters.ts";

const MAX_SAMPLE = 300;
/** Different events that are kept apart. Who can write into a log could else fill the memory. */
const MAX_EVENTS = 10_000;
/** Durations that are kept apart for one event; rarer ones beyond it are not told. */
const MAX_DURATIONS = 200;

/** A line, or one that was counted in another thread. */
type Said = Omit<LogLine, "event"> & { readonly event: string; readonly isRest?: true };

interface Count {
  readonly line: Said;
  /** Number of its counter. */
  readonly counter: number;
  durations: Map<number, number> | undefined;
  sample: string;
  samplePlace: number;
}

/** What one thread counted of one event, and where its sample stands. */
export interface Counted {
  readonly event: LogEvent;
  readonly samplePlace: number;
}

/** Counts lines that say the same. */
export interface Tally {
  /** Gives the number of what the line says. */
  readonly add: (line: LogLine, at: number, text: string) => number;
  /** One more line that says what this number stands for. */
  readonly again: (counter: number, at: number) => void;
  /** Where the lines stand that are added from now on: of each event the foremost is shown, whoever read it. */
  readonly goTo: (place: number) => void;
  /** Adds what was counted in another part of the log. */
  readonly merge: (parts: readonly Counted[]) => void;
  /** For another tally to merge, in any order. */
  readonly parts: () => readonly Counted[];
  /** Oldest first, then by name, so that the same log gives the same list. */
  readonly events: () => readonly LogEvent[];
}

export function tally(): Tally {
  const counts = new Map<string, Count>();
  const numbers = counters();
  let place = 0;
  const countOf = (line: Said, at: number, samplePlace: number, sample: () => string): Count => {
    let key = keyOf(line);
    let kept = line;
    if (counts.size >= MAX_EVENTS && !counts.has(key)) {
      // Past the bound only the kind of event is still told.
      kept = anonymous(line);
      key = keyOf(kept);
    }
    const count = counts.get(key);
    if (count === undefined) {
      const made = {
        line: kept,
        counter: numbers.open(at),
        durations: undefined,
        sample: sample(),
        samplePlace,
      };
      counts.set(key, made);
      return made;
    }
    if (samplePlace < count.samplePlace) {
      count.sample = sample();
      count.samplePlace = samplePlace;
    }
    return count;
  };
  const all = (): readonly LogEvent[] => [...counts.values()].map((count) => eventOf(count, numbers));
  return {
    add: (line, at, text) => {
      const count = countOf(line, at, place, () => sampleOf(text));
      numbers.count(count.counter, at);
      if (line.durationMs !== undefined) addDuration(count, line.durationMs, 1);
      return count.counter;
    },
    again: numbers.count,
    goTo: (next) => {
      place = next;
    },
    merge: (parts) => {
      for (const { event, samplePlace } of parts) {
        const count = countOf(event, event.firstAt, samplePlace, () => event.sample);
        mergeEvent(count, event, numbers);
      }
    },
    parts: () =>
      [...counts.values()].map((count) => ({
        event: eventOf(count, numbers),
        samplePlace: count.samplePlace,
      })),
    events: () => [...all()].sort(byTime),
  };
}

function mergeEvent(count: Count, { slots, firstAt, lastAt, durations }: LogEvent, numbers: Counters): void {
  if (slots !== undefined) numbers.merge(count.counter, { slots, firstAt, lastAt });
  for (const [ms, times] of durations ?? []) addDuration(count, ms, times);
}

/** Tenths of a second: enough to see where durations pile up. */
function addDuration(count: Count, ms: number, times: number): void {
  count.durations ??= new Map();
  const { durations } = count;
  const rounded = Math.round(ms / 100) * 100;
  const before = durations.get(rounded);
  if (before === undefined && durations.size >= MAX_DURATIONS) return;
  durations.set(rounded, (before ?? 0) + times);
}

function keyOf({ event, level, peer, upstream, errno, detail, isUnrepeatable, isRest }: Said): string {
  return `${isRest ?? ""}${event}\n${level}\n${peer ?? ""}\n${upstream ?? ""}\n${errno ?? ""}\n${detail ?? ""}\n${isUnrepeatable ?? ""}`;
}

function anonymous(line: Said): Said {
  return { ...line, peer: undefined, upstream: undefined, detail: undefined, isRest: true };
}

function byTime(one: LogEvent, other: LogEvent): number {
  return one.firstAt - other.firstAt || (keyOf(one) < keyOf(other) ? -1 : 1);
}

function eventOf({ line, sample, counter, durations }: Count, numbers: Counters): LogEvent {
  const { event, level, peer, upstream, errno, detail, isUnrepeatable, isRest } = line;
  return {
    event,
    level,
    peer,
    upstream,
    errno,
    detail,
    ...(isUnrepeatable && { isUnrepeatable }),
    ...(isRest && { isRest }),
    ...numbers.read(counter),
    sample,
    ...(durations !== undefined && { durations: [...durations].sort(([one], [other]) => one - other) }),
  };
}

function sampleOf(text: string): string {
  const utf8 = Buffer.from(text, "latin1").toString("utf8");
  return utf8.length > MAX_SAMPLE ? `${utf8.slice(0, MAX_SAMPLE - 1)}…` : utf8;
}
