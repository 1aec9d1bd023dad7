import type { ProbeContext } from "./context.ts";

/** `setTimeout` takes no more; a longer wait is armed again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export type Ending = "timed-out" | "run-ended";

/**
 * Calls `onEnd` once, when `ms` have passed on the monotonic clock since this call or when the run ends. Gives a function
 * that cancels. Node.js counts a timer from the loop's cached time, so after a burst of work it fires early: then it is
 * armed again for the rest. When time is up, what already lies in the socket is still read before the verdict falls.
 */
export function startDeadline(context: ProbeContext, ms: number, onEnd: (why: Ending) => void): () => void {
  const due = context.clock() + ms;
  let timer: NodeJS.Timeout | undefined;
  let lastLook: NodeJS.Immediate | undefined;
  const forget = whenAborted(context.signal, () => end("run-ended"));
  const cancel = (): void => {
    clearTimeout(timer);
    clearImmediate(lastLook);
    forget();
  };
  const end = (why: Ending): void => {
    cancel();
    onEnd(why);
  };
  const arm = (): void => {
    const left = due - context.clock();
    if (left > 0) timer = setTimeout(arm, Math.min(Math.ceil(left), LONGEST_TIMER_MS));
    else lastLook = setImmediate(end, "timed-out");
  };
  arm();
  return cancel;
}

/** One listener for each signal, however many probes wait: an EventTarget walks all its listeners on every addition. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

function whenAborted(signal: AbortSignal, act: () => void): () => void {
  if (signal.aborted) {
    const soon = setImmediate(act);
    return () => clearImmediate(soon);
  }
  const acts = waiting.get(signal) ?? listen(signal);
  acts.add(act);
  return () => acts.delete(act);
}

function listen(signal: AbortSignal): Set<() => void> {
  const acts = new Set<() => void>();
  waiting.set(signal, acts);
  const run = (): void => {
    for (const act of [...acts]) act();
  };
  signal.addEventListener("abort", run, { once: true });
  return acts;
}
