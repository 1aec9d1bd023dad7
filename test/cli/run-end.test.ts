import { describe, expect, it, vi } from "vitest";
import { startRunEnd } from "../../src/cli/run-end.ts";

const user = new AbortController().signal;

describe("a run", () => {
  it("ends with its deadline, also where garbage was collected meanwhile", () => {
    vi.useFakeTimers();
    try {
      const end = startRunEnd(user, 1_000);
      vi.advanceTimersByTime(999);
      expect([end.signal.aborted, end.isOver()]).toEqual([false, false]);
      vi.advanceTimersByTime(1);
      expect([end.signal.aborted, end.isOver()]).toEqual([true, true]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("is over by the clock where no timer gets through", () => {
    const clock = vi.spyOn(performance, "now").mockReturnValue(5_000);
    try {
      const end = startRunEnd(user, 60_000);
      clock.mockReturnValue(65_000);
      expect([end.signal.aborted, end.isOver()]).toEqual([false, true]);
    } finally {
      clock.mockRestore();
    }
  });

  it("ends when the user has had enough, before or after it began", () => {
    const impatient = new AbortController();
    const end = startRunEnd(impatient.signal, 60_000);
    impatient.abort();
    expect(end.signal.aborted).toBe(true);
    expect(startRunEnd(impatient.signal, 60_000).signal.aborted).toBe(true);
  });
});
