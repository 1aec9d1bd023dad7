import type { Call } from "./call.ts";
import { lint } from "./commands/lint.ts";
import { runInProcess } from "./in-process.ts";

/** The whole of `uhc lint`. The build makes one script of it, apart from all other commands: CI starts it at every commit. */
export async function lintInProcess(call: Call): Promise<void> {
  await runInProcess(call, lint);
}
