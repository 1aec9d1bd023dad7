import type { Surroundings } from "./environment.ts";
import { InputError } from "./faults.ts";

/** A config named "-" comes through a pipe; uhc never waits for a person to type one. */
export async function refuseTerminal(
  configs: readonly string[],
  { stdinIsTTY }: Surroundings,
): Promise<void> {
  if (!configs.includes("-") || !(await stdinIsTTY())) return;
  throw new InputError(
    "-: standard input is a terminal",
    "Pipe a config into it: nginx -T | uhc diagnose -c -",
  );
}
