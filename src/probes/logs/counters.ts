import type { TimeSlots } from "../../model/time-slots.ts";

/** What one counter holds. */
export interface Reading {
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
  readonly slots: TimeSlots;
}

/**
 * Counters by number, each of which keeps how its lines lie in time: some slots side by side, of a width that grows with
 * the stretch they must cover. All of them stand in two rows of numbers, so that to count one of millions of lines touches
 * little memory and makes none.
 */
export interface Counters {
  /** Gives the number of a new one, whose lines begin at about that time. */
  readonly open: (at: number) => number;
  readonly count: (counter: number, at: number) => void;
  /** Adds what another counter holds. */
  readonly merge: (counter: number, other: Omit<Reading, "count">) => void;
  readonly read: (counter: number) => Reading;
}

const FINEST_MS = 10_000;
const SLOTS = 128;
/** Of each counter: width of a slot in ms, number since the epoch of its first slot, first and last time. */
const [ROW, WIDTH, FIRST_SLOT, FIRST_AT, LAST_AT] = [4, 0, 1, 2, 3];
const AT_FIRST = 64;

export function counters(): Counters {
  let length = 0;
  let rows = new Float64Array(AT_FIRST * ROW);
  let slots = new Uint32Array(AT_FIRST * SLOTS);
  const number = (at: number): number => rows[at] ?? 0;
  const widened = (row: number, counter: number, slot: number | undefined): void =>
    makeRoom(rows.subarray(row, row + ROW), slots.subarray(counter * SLOTS, (counter + 1) * SLOTS), slot);
  const add = (counter: number, at: number, times: number): void => {
    const row = counter * ROW;
    let slot = Math.floor(at / number(row + WIDTH)) - number(row + FIRST_SLOT);
    while (slot < 0 || slot >= SLOTS) {
      widened(row, counter, slot);
      slot = Math.floor(at / number(row + WIDTH)) - number(row + FIRST_SLOT);
    }
    const place = counter * SLOTS + slot;
    slots[place] = (slots[place] ?? 0) + times;
  };
  const reach = (row: number, from: number, to: number): void => {
    if (from < number(row + FIRST_AT)) rows[row + FIRST_AT] = from;
    if (to > number(row + LAST_AT)) rows[row + LAST_AT] = to;
  };
  return {
    open: (at) => {
      if (length * ROW === rows.length) {
        rows = grown(rows, new Float64Array(2 * rows.length));
        slots = grown(slots, new Uint32Array(2 * slots.length));
      }
      rows.set([FINEST_MS, Math.floor(at / FINEST_MS), at, at], length * ROW);
      length += 1;
      return length - 1;
    },
    count: (counter, at) => {
      reach(counter * ROW, at, at);
      add(counter, at, 1);
    },
    merge: (counter, { firstAt, lastAt, slots: { widthMs, startsAt, counts } }) => {
      const row = counter * ROW;
      reach(row, firstAt, lastAt);
      // what is only known to a wide slot would lie in the first of the narrow ones
      while (number(row + WIDTH) < widthMs) widened(row, counter, undefined);
      for (const [index, times] of counts.entries())
        if (times > 0) add(counter, startsAt + index * widthMs, times);
    },
    read: (counter) => {
      const row = counter * ROW;
      const own = slots.subarray(counter * SLOTS, (counter + 1) * SLOTS);
      return {
        firstAt: number(row + FIRST_AT),
        lastAt: number(row + LAST_AT),
        count: own.reduce((sum, one) => sum + one, 0),
        slots: filledPart(own, number(row + WIDTH), number(row + FIRST_SLOT)),
      };
    },
  };
}

function grown<Numbers extends Float64Array | Uint32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

/**
 * Makes room before the first slot where there is enough behind the last one that counts; otherwise, and where no slot is
 * named, all grow wider.
 */
function makeRoom(row: Float64Array, counts: Uint32Array, slot = 0): void {
  const last = slot < 0 ? counts.findLastIndex((count) => count > 0) : SLOTS;
  if (last - slot >= SLOTS || last === SLOTS) {
    widen(row, counts);
    return;
  }
  counts.copyWithin(-slot, 0, last + 1);
  counts.fill(0, 0, -slot);
  row[FIRST_SLOT] = (row[FIRST_SLOT] ?? 0) + slot;
}

/** Slots are counted from the epoch, so that two narrow ones lie in one of twice the width. */
function widen(row: Float64Array, counts: Uint32Array): void {
  const first = row[FIRST_SLOT] ?? 0;
  const into = Math.floor(first / 2);
  for (let index = 0; index < SLOTS; index += 1) {
    const count = counts[index] ?? 0;
    counts[index] = 0;
    if (count > 0) {
      const wider = Math.floor((first + index) / 2) - into;
      counts[wider] = (counts[wider] ?? 0) + count;
    }
  }
  row[FIRST_SLOT] = into;
  row[WIDTH] = (row[WIDTH] ?? FINEST_MS) * 2;
}

/** Those in which something lies, and what is between them. */
function filledPart(counts: Uint32Array, widthMs: number, first: number): TimeSlots {
  const from = Math.max(
    0,
    counts.findIndex((count) => count > 0),
  );
  const to = counts.findLastIndex((count) => count > 0) + 1;
  return { widthMs, startsAt: (first + from) * widthMs, counts: [...counts.subarray(from, to)] };
}
