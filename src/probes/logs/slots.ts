import type { TimeSlots } from "../../model/observation.ts";

/** What is kept of how lines lie in time: some slots, of a width that grows with the stretch that they must cover. */
export interface Slots {
  widthMs: number;
  /** Number of the slot since the epoch → lines. */
  counts: Map<number, number>;
}

const FINEST_MS = 10_000;
const MOST_SLOTS = 120;

export function newSlots(): Slots {
  return { widthMs: FINEST_MS, counts: new Map() };
}

export function addToSlots(slots: Slots, at: number, count: number): void {
  const slot = Math.floor(at / slots.widthMs);
  slots.counts.set(slot, (slots.counts.get(slot) ?? 0) + count);
  while (slots.counts.size > MOST_SLOTS) widen(slots);
}

/** Slots are counted from the epoch, so that two narrow ones lie in one of twice the width. */
function widen(slots: Slots): void {
  const wider = new Map<number, number>();
  for (const [slot, count] of slots.counts) {
    const into = Math.floor(slot / 2);
    wider.set(into, (wider.get(into) ?? 0) + count);
  }
  slots.widthMs *= 2;
  slots.counts = wider;
}

/** Adds what another part of the log held. */
export function mergeSlots(into: Slots, { widthMs, counts }: TimeSlots): void {
  while (into.widthMs < widthMs) widen(into);
  for (const [at, count] of counts) addToSlots(into, at, count);
}

export function slotsInOrder({ widthMs, counts }: Slots): TimeSlots {
  const ordered = [...counts].sort(([one], [other]) => one - other);
  return { widthMs, counts: ordered.map(([slot, count]) => [slot * widthMs, count]) };
}
