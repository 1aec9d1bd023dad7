import { filledSlots, type TimeSlots } from "./time-slots.ts";

/** Lines that follow each other without a pause. */
export interface Burst {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface Rhythm {
  readonly bursts: readonly Burst[];
  /** They come as regularly as a clock: so far apart. Undefined where they don't, or are too few to say. */
  readonly periodMs: number | undefined;
}

/** Shorter pauses lie within a burst. */
const PAUSE_MS = 60_000;
const ENOUGH_TO_REPEAT = 4;
/** So much of the period may intervals differ from it. */
const JITTER = 0.15;

/** A burst of which the end is not known yet. */
interface Growing {
  readonly from: number;
  to: number;
  count: number;
}

/** How lines lie in time. Finer than the slots nothing is known. */
export function rhythmOf(slots: TimeSlots): Rhythm {
  const { widthMs } = slots;
  const bursts: Burst[] = [];
  let burst: Growing | undefined;
  for (const [at, count] of filledSlots(slots)) {
    if (burst !== undefined && at - burst.to <= Math.max(PAUSE_MS, widthMs)) {
      burst.to = at + widthMs;
      burst.count += count;
      continue;
    }
    burst = { from: at, to: at + widthMs, count };
    bursts.push(burst);
  }
  return { bursts, periodMs: periodOf(bursts, widthMs) };
}

function periodOf(bursts: readonly Burst[], widthMs: number): number | undefined {
  if (bursts.length < ENOUGH_TO_REPEAT) return undefined;
  const gaps = bursts.slice(1).map(({ from }, index) => from - (bursts[index]?.from ?? from));
  const median = [...gaps].sort((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? 0;
  const isRegular = gaps.every((gap) => Math.abs(gap - median) <= Math.max(median * JITTER, widthMs));
  // a slot's width is how exactly starts are known
  return isRegular && median >= 4 * widthMs ? median : undefined;
}
