import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Ending, startDeadline } from "../../src/probes/deadline.ts";
import { context } from "./asking.ts";

beforeEach(
  () => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setImmediate", "clearImmediate"] }),
);
afterEach(() => void vi.useRealTimers());

function deadline(ms: number) {
  let clock = 0;
  const ends: Ending[] = [];
  const ending = new AbortController();
  const cancel = startDeadline({ ...context, clock: () => clock, signal: ending.signal }, ms, (why) =>
    ends.push(why),
  );
  const pass = (timerMs: number, clockMs = timerMs): void => {
    clock += clockMs;
    vi.advanceTimersByTime(timerMs);
    vi.runAllTicks();
  };
  return { ends, cancel, pass, ending };
}

test("a timer that fires before its time is armed again", () => {
  const { ends, pass } = deadline(100);
  pass(100, 90);
  pass(1, 0);
  expect(ends).toEqual([]);
  pass(10);
  pass(1, 0);
  expect(ends).toEqual(["timed-out"]);
});

test("a cancelled one never ends, not even when its timer has fired", () => {
  const { ends, pass, cancel } = deadline(100);
  pass(99);
  cancel();
  pass(500);
  expect(ends).toEqual([]);
});

test("the end of the run ends all that wait, once", () => {
  const first = deadline(100);
  first.ending.abort();
  first.pass(500);
  expect(first.ends).toEqual(["run-ended"]);
});

test("a run that has ended ends it at once", () => {
  const ends: Ending[] = [];
  startDeadline({ ...context, signal: AbortSignal.abort() }, 100, (why) => ends.push(why));
  vi.runAllTimers();
  expect(ends).toEqual(["run-ended"]);
});

test("thousands wait on one signal with one listener", () => {
  const { signal } = new AbortController();
  const listen = vi.spyOn(signal, "addEventListener");
  for (let count = 0; count < 1_000; count += 1) startDeadline({ ...context, signal }, 100, () => undefined);
  expect(listen).toHaveBeenCalledTimes(1);
});
