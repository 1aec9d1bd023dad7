import type { ProbeContext } from "./context.ts";

/** `setTimeout` takes no more; a longer wait is armed again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export type Ending = "timed-out" | "run-ended";

/** Of these there are tens of thousands at once: one record each instead of a nest of closures. */
interface Deadline {
  readonly clock: () => number;
  readonly due: number;
  readonly onEnd: (why: Ending) => void;
  readonly others: Set<Deadline>;
  timer: NodeJS.Timeout | undefined;
  lastLook: NodeJS.Immediate | undefined;
}

/**
 * Calls `onEnd` once, when `ms` have passed on the monotonic clock since this call or when the run ends. Gives a function
 * that cancels. Node.js counts a timer from the loop's cached time, so after a burst of work it fires early: then it is
 * armed again for the rest. When time is up, what already lies in the socket is still read before the verdict falls.
 */
export function startDeadline(context: ProbeContext, ms: number, onEnd: (why: Ending) => void): () => void {
  const { clock, signal } = context;
  const others = waiting.get(signal) ?? listen(signal);
  const deadline: Deadline = {
    clock,
    due: clock() + ms,
    onEnd,
    others,
    timer: undefined,
    lastLook: undefined,
  };
  others.add(deadline);
  if (signal.aborted) deadline.lastLook = setImmediate(end, deadline, "run-ended");
  else arm(deadline);
  return () => cancel(deadline);
}

function cancel(deadline: Deadline): void {
  clearTimeout(deadline.timer);
  clearImmediate(deadline.lastLook);
  deadline.others.delete(deadline);
}

function arm(deadline: Deadline): void {
  const left = deadline.due - deadline.clock();
  if (left > 0) deadline.timer = setTimeout(arm, Math.min(Math.ceil(left), LONGEST_TIMER_MS), deadline);
  else deadline.lastLook = setImmediate(end, deadline, "timed-out");
}

function end(deadline: Deadline, why: Ending): void {
  cancel(deadline);
  deadline.onEnd(why);
}

/** One listener for each signal, however many probes wait: an EventTarget walks all its listeners on every addition. */
const waiting = new WeakMap<AbortSignal, Set<Deadline>>();

function listen(signal: AbortSignal): Set<Deadline> {
  const deadlines = new Set<Deadline>();
  waiting.set(signal, deadlines);
  const endAll = (): void => {
    for (const deadline of [...deadlines]) end(deadline, "run-ended");
  };
  signal.addEventListener("abort", endAll, { once: true });
  return deadlines;
}
