import type { Environment } from "./environment.ts";
import { Interrupted } from "./faults.ts";

/**
 * Does some work until it is done or the user has had enough. The first signal asks the work to end with what it has;
 * the second one kills. Work that ends in an error after a signal was simply interrupted.
 */
export async function untilInterrupted<T>(
  environment: Environment,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<{ readonly value: T; readonly interruptedBy: 130 | 143 | undefined }> {
  const abort = new AbortController();
  let interruption: Interrupted | undefined;
  const listener = environment.listen((signal) => {
    interruption = new Interrupted(signal);
    environment.stderr.write("uhc: finishing with what is known so far; interrupt again to stop at once\n");
    abort.abort(interruption);
  });
  try {
    const value = await work(abort.signal);
    return { value, interruptedBy: interruption?.exitCode };
  } catch (error) {
    throw interruption ?? error;
  } finally {
    listener.stop();
  }
}
