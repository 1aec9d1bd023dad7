import type { ProbeContext } from "../../src/probes/context.ts";

/** A context with the real clocks, for probes that talk to servers of the test. */
export function givenContext(over: Partial<ProbeContext> = {}): ProbeContext {
  return {
    signal: new AbortController().signal,
    now: () => Date.now(),
    clock: () => performance.now(),
    userAgent: "uhc/test",
    readFile: async () => ({ reason: "no such file", code: "ENOENT" }),
    ...over,
  };
}
