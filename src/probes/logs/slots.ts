import type { TimeSlots } from "../../model/time-slots.ts";

/** What is kept of how lines lie in time: some slots side by side, of a width that grows with the stretch they must cover. */
export interface Slots {
  widthMs: number;
  /** Number since the epoch of the slot that the first count is for. */
  first: number;
  readonly counts: Uint32Array;
}

const FINEST_MS = 10_000;
const SLOTS = 128;

/** So many slots are made at once: of each alone, the memory around it would take longer to make than all that is counted in it. */
const AT_ONCE = 64;

/** Makes slots for events that begin at a time. */
export function slotMaker(): (at: number) => Slots {
  let room = new Uint32Array(0);
  return (at) => {
    if (room.length === 0) room = new Uint32Array(SLOTS * AT_ONCE);
    const counts = room.subarray(0, SLOTS);
    room = room.subarray(SLOTS);
    return { widthMs: FINEST_MS, first: Math.floor(at / FINEST_MS), counts };
  };
}

export function addToSlots(slots: Slots, at: number, count: number): void {
  let index = Math.floor(at / slots.widthMs) - slots.first;
  while (index < 0 || index >= SLOTS) {
    if (!moved(slots, index)) widen(slots);
    index = Math.floor(at / slots.widthMs) - slots.first;
  }
  slots.counts[index] = (slots.counts[index] ?? 0) + count;
}

/** Makes room before the first slot where there is enough behind the last one that counts. */
function moved(slots: Slots, index: number): boolean {
  if (index >= 0) return false;
  const last = slots.counts.findLastIndex((count) => count > 0);
  if (last - index >= SLOTS) return false;
  slots.counts.copyWithin(-index, 0, last + 1);
  slots.counts.fill(0, 0, -index);
  slots.first += index;
  return true;
}

/** Slots are counted from the epoch, so that two narrow ones lie in one of twice the width. */
function widen(slots: Slots): void {
  const { counts, first } = slots;
  const into = Math.floor(first / 2);
  for (let index = 0; index < SLOTS; index += 1) {
    const count = counts[index] ?? 0;
    counts[index] = 0;
    if (count > 0) {
      const wider = Math.floor((first + index) / 2) - into;
      counts[wider] = (counts[wider] ?? 0) + count;
    }
  }
  slots.first = into;
  slots.widthMs *= 2;
}

/** Adds what another part of the log held. */
export function mergeSlots(into: Slots, { widthMs, startsAt, counts }: TimeSlots): void {
  while (into.widthMs < widthMs) widen(into);
  for (let index = 0; index < counts.length; index += 1) {
    const count = counts[index] ?? 0;
    if (count > 0) addToSlots(into, startsAt + index * widthMs, count);
  }
}

/** Those in which something lies, and what is between them. */
export function slotsInOrder({ widthMs, first, counts }: Slots): TimeSlots {
  let from = 0;
  let to = SLOTS;
  while (from < to && counts[from] === 0) from += 1;
  while (to > from && counts[to - 1] === 0) to -= 1;
  const filled: number[] = [];
  for (let index = from; index < to; index += 1) filled.push(counts[index] ?? 0);
  return { widthMs, startsAt: (first + from) * widthMs, counts: filled };
}
