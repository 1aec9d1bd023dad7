/** How lines lie in time: slots side by side, each as wide, and how many lines each holds. */
export interface TimeSlots {
  readonly widthMs: number;
  /** Start of the first slot, in milliseconds since the epoch; a multiple of the width. */
  readonly startsAt: number;
  readonly counts: readonly number[];
}

/** Start and number of lines of each slot that holds any, in order. */
export function filledSlots({
  widthMs,
  startsAt,
  counts,
}: TimeSlots): readonly (readonly [at: number, count: number])[] {
  const filled: (readonly [number, number])[] = [];
  for (const [index, count] of counts.entries())
    if (count > 0) filled.push([startsAt + index * widthMs, count]);
  return filled;
}

/** All of them in one row, of the width of the widest; undefined for none. */
export function joinSlots(all: readonly (TimeSlots | undefined)[]): TimeSlots | undefined {
  const given = all.filter((one) => one !== undefined);
  if (given.length <= 1) return given[0];
  const widthMs = given.reduce((widest, one) => Math.max(widest, one.widthMs), 0);
  const slotOf = (at: number): number => Math.floor(at / widthMs);
  const first = slotOf(
    given.reduce((least, { startsAt }) => Math.min(least, startsAt), Number.POSITIVE_INFINITY),
  );
  const counts: number[] = [];
  for (const one of given)
    for (const [index, count] of one.counts.entries()) {
      const slot = slotOf(one.startsAt + index * one.widthMs) - first;
      while (counts.length <= slot) counts.push(0);
      counts[slot] = (counts[slot] ?? 0) + count;
    }
  return { widthMs, startsAt: first * widthMs, counts };
}
