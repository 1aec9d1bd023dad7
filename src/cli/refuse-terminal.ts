import type { Environment } from "./environment.ts";
import { InputError } from "./faults.ts";

/** A config named "-" comes through a pipe; uhc never waits for a person to type one. */
export function refuseTerminal(configs: readonly string[], { stdinIsTTY }: Environment): void {
  if (!configs.includes("-") || !stdinIsTTY) return;
  throw new InputError(
    "-: standard input is a terminal",
    "Pipe a config into it: nginx -T | uhc diagnose -c -",
  );
}
