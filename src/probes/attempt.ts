import type { Outcome } from "../model/outcome.ts";
import type { ProbeContext } from "./context.ts";
import { outcomeOfSystemError } from "./outcome.ts";

export interface Attempt<T> {
  readonly result: T;
  readonly startedAt: number;
  readonly durationMs: number;
}

/** Times one layer. What it throws, being a mistake of uhc, becomes the outcome of a result like any other. */
export async function attempt<T>(
  context: ProbeContext,
  act: () => Promise<T>,
  broken: (outcome: Outcome) => T,
): Promise<Attempt<T>> {
  const startedAt = context.now();
  const start = context.clock();
  let result: T;
  try {
    result = await act();
  } catch (error) {
    result = broken(outcomeOfSystemError(error));
  }
  return { result, startedAt, durationMs: context.clock() - start };
}
