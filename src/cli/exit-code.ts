import type { Report, Severity } from "../model/report.ts";

export type FailOn = Severity | "never";

const RANKS = { error: 3, warning: 2, info: 1, never: 4 } as const satisfies Record<FailOn, number>;

/**
 * The exit code that a report stands for; the format it is written in plays no part.
 * `exitZero` forgives findings and an undecided verdict, but not a run that did not finish: nobody may take that for a
 * clean one.
 */
export function exitCode(report: Report, failOn: FailOn, exitZero: boolean): 0 | 1 | 3 {
  const reached = report.causes.some((cause) => RANKS[cause.severity] >= RANKS[failOn]);
  if (reached && !exitZero) return 1;
  if (!report.complete) return 3;
  if (exitZero) return 0;
  return report.command === "diagnose" && isUndecided(report) ? 3 : 0;
}

/** Nothing could be seen, or a failure was seen and nothing that explains it: neither is a clean run. */
function isUndecided({ verdict, causes }: Report): boolean {
  if (verdict === "unknown") return true;
  return verdict !== "healthy" && !causes.some((cause) => cause.role === "root");
}
