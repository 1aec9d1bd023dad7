import { spawnSync } from "node:child_process";
import type { Report } from "../../src/model/report.ts";

/** The commands of a report that a shell would not even parse: a person pastes them as they stand. */
export function unpasteable(report: Report): string[] {
  const commands = report.causes.flatMap(({ fix, verify }) => [...fix.commands, ...verify]);
  // One question for all of them is the usual case; only where it fails is each asked by itself.
  if (parses(commands.join("\n"))) return [];
  return commands.filter((command) => !parses(command)).map((command) => `a shell can't parse: ${command}`);
}

/** Reads without running anything (POSIX.1-2017, `sh -n`); a placeholder in angle brackets is a redirection to it. */
function parses(command: string): boolean {
  return spawnSync("bash", ["-n"], { input: `${command}\n`, encoding: "utf8" }).status === 0;
}
