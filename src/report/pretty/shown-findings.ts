import type { Cause, Severity } from "../../model/report.ts";
import type { PageOptions } from "./page.ts";

/** So many findings of one cause are shown one by one: who repairs them knows the others by then. */
const SHOWN_ALIKE = 20;

export const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** How many findings there are of each severity and cause, "warning single-endpoint", and of each severity. */
export type Tally = ReadonlyMap<string, number>;

export function tallyOf(causes: readonly Cause[]): Tally {
  const tally = new Map<string, number>();
  for (const cause of causes)
    for (const key of [cause.severity, kindOf(cause)]) tally.set(key, (tally.get(key) ?? 0) + 1);
  return tally;
}

/** Findings are of one kind when they have cause and severity in common. */
export function kindOf({ severity, id }: Cause): string {
  return `${severity} ${id}`;
}

/** The findings that a page shows, worst first; of a kind that comes up thousands of times the first ones. */
export function shownFindings(causes: readonly Cause[], detail: PageOptions["detail"]): readonly Cause[] {
  const ordered = SEVERITIES.flatMap((severity) => causes.filter((cause) => cause.severity === severity));
  if (detail === "verbose") return ordered;
  const seen = new Map<string, number>();
  return ordered.filter((cause) => {
    const kind = kindOf(cause);
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    return count <= SHOWN_ALIKE && (detail !== "quiet" || cause.severity !== "info");
  });
}
