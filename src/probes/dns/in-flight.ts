/** Runs jobs, at most so many at once for each key; the others wait in their order. */
export function inFlight(limit: number): <T>(key: string, job: () => Promise<T>) => Promise<T> {
  const running = new Map<string, number>();
  const waiting = new Map<string, (() => void)[]>();
  return async (key, job) => {
    const count = running.get(key) ?? 0;
    if (count >= limit) {
      // Whoever ends hands its place over, so the count stays.
      await new Promise<void>((resolve) => {
        const queue = waiting.get(key);
        if (queue === undefined) waiting.set(key, [resolve]);
        else queue.push(resolve);
      });
    } else {
      running.set(key, count + 1);
    }
    try {
      return await job();
    } finally {
      const next = waiting.get(key)?.shift();
      if (next === undefined) running.set(key, (running.get(key) ?? 1) - 1);
      else next();
    }
  };
}
