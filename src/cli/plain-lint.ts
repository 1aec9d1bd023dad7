import type { Call } from "./call.ts";

/**
 * The call of `uhc lint` with nothing but paths, as hooks and CI start it at every commit: it can be read without what reads
 * flags. Undefined for every other command line.
 */
export function plainLint([command, ...args]: readonly string[]): Call | undefined {
  const isPlain = command === "lint" && args.every((arg) => arg === "-" || !arg.startsWith("-"));
  return isPlain ? { command, args, flags: new Map() } : undefined;
}
