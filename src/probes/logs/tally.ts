import type { LogLine } from "../../model/log-grammar.ts";
import type { LogEvent } from "../../model/observation.ts";
import { addToSlots, mergeSlots, type Slots, slotMaker, slotsInOrder } from "./slots.ts";

const MAX_SAMPLE = 300;
/** Different events that are kept apart. Who can write into a log could else fill the memory. */
const MAX_EVENTS = 10_000;
/** Durations that are kept apart for one event; rarer ones beyond it are not told. */
const MAX_DURATIONS = 200;

/** A line, or one that was counted in another thread. */
type Said = Omit<LogLine, "event"> & { readonly event: string; readonly isRest?: true };

interface Count {
  readonly line: Said;
  readonly slots: Slots;
  durations: Map<number, number> | undefined;
  sample: string;
  samplePlace: number;
  firstAt: number;
  lastAt: number;
  count: number;
  readonly mark: Mark;
}

/** What one thread counted of one event, and where its sample stands. */
export interface Counted {
  readonly event: LogEvent;
  readonly samplePlace: number;
}

/** One more of the lines that a mark stands for. */
export type Mark = (at: number) => void;

/** Counts lines that say the same. */
export interface Tally {
  readonly add: (line: LogLine, at: number, text: string) => Mark;
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
  const newSlots = slotMaker();
  let place = 0;
  const countOf = (line: Said, at: number, samplePlace: number, sample: () => string): Count => {
    let key = keyOf(line);
    let kept = line;
    if (counts.size >= MAX_EVENTS && !counts.has(key)) {
      // Past the bound only the kind of event is still told.
      kept = anonymous(line);
      key = keyOf(kept);
    }
    const before = counts.get(key);
    if (before !== undefined) return before;
    const made = newCount(kept, at, newSlots(at), { sample: sample(), samplePlace });
    counts.set(key, made);
    return made;
  };
  return {
    add: (line, at, text) => {
      const count = countOf(line, at, place, () => sampleOf(text));
      if (place < count.samplePlace) {
        count.sample = sampleOf(text);
        count.samplePlace = place;
      }
      count.mark(at);
      if (line.durationMs !== undefined) addDuration(count, line.durationMs, 1);
      return count.mark;
    },
    goTo: (next) => {
      place = next;
    },
    merge: (parts) => {
      for (const { event, samplePlace } of parts)
        mergeEvent(
          countOf(event, event.firstAt, samplePlace, () => event.sample),
          event,
          samplePlace,
        );
    },
    parts: () =>
      [...counts.values()].map((count) => ({ event: eventOf(count), samplePlace: count.samplePlace })),
    events: () => [...counts.entries()].sort(byTime).map(([, count]) => eventOf(count)),
  };
}

function newCount(
  line: Said,
  at: number,
  slots: Slots,
  { sample, samplePlace }: Pick<Count, "sample" | "samplePlace">,
): Count {
  const count: Count = {
    line,
    sample,
    samplePlace,
    slots,
    durations: undefined,
    firstAt: at,
    lastAt: at,
    count: 0,
    mark: (next) => {
      if (next < count.firstAt) count.firstAt = next;
      if (next > count.lastAt) count.lastAt = next;
      count.count += 1;
      addToSlots(slots, next, 1);
    },
  };
  return count;
}

function mergeEvent(count: Count, event: LogEvent, samplePlace: number): void {
  if (samplePlace < count.samplePlace) {
    count.sample = event.sample;
    count.samplePlace = samplePlace;
  }
  count.firstAt = Math.min(count.firstAt, event.firstAt);
  count.lastAt = Math.max(count.lastAt, event.lastAt);
  count.count += event.count;
  if (event.slots !== undefined) mergeSlots(count.slots, event.slots);
  for (const [ms, times] of event.durations ?? []) addDuration(count, ms, times);
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

function byTime([oneKey, one]: [string, Count], [otherKey, other]: [string, Count]): number {
  return one.firstAt - other.firstAt || (oneKey < otherKey ? -1 : 1);
}

function eventOf({ line, sample, slots, durations, firstAt, lastAt, count }: Count): LogEvent {
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
    firstAt,
    lastAt,
    count,
    sample,
    slots: slotsInOrder(slots),
    ...(durations !== undefined && { durations: [...durations].sort(([one], [other]) => one - other) }),
  };
}

function sampleOf(text: string): string {
  const utf8 = Buffer.from(text, "latin1").toString("utf8");
  return utf8.length > MAX_SAMPLE ? `${utf8.slice(0, MAX_SAMPLE - 1)}…` : utf8;
}
