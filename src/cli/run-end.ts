/** When a run is over: at its deadline, or when the user has had enough. */
export interface RunEnd {
  readonly signal: AbortSignal;
  /** Also true where the deadline has passed in the middle of work that lets no timer through. */
  readonly isOver: () => boolean;
}

/**
 * Starts the clock. Not made of AbortSignal.any and AbortSignal.timeout: in Node.js 20 the garbage collector takes a
 * timeout that only a combined signal waits for, and then the run has no deadline.
 */
export function startRunEnd(user: AbortSignal, deadlineMs: number): RunEnd {
  const ended = new AbortController();
  const due = performance.now() + deadlineMs;
  const end = (): void => ended.abort();
  setTimeout(end, deadlineMs).unref();
  user.addEventListener("abort", end, { once: true });
  if (user.aborted) end();
  return { signal: ended.signal, isOver: () => ended.signal.aborted || performance.now() >= due };
}

/** For work without a deadline, which a signal ends together with the process. */
export const NEVER_ENDS: RunEnd = { signal: new AbortController().signal, isOver: () => false };
