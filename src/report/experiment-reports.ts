import type { Observation } from "../model/observation.ts";
import type { Report } from "../model/report.ts";
import type { Naming } from "./document.ts";

type ExperimentReport = Report["experiments"][number];

/** Every varied request with what came of it: the highest layer that it reached. */
export function experimentReports(
  observations: readonly Observation[],
  naming: Naming,
): readonly ExperimentReport[] {
  const highest = new Map<Observation["request"], Observation>();
  for (const one of observations) if (one.varied !== undefined) highest.set(one.request, one);
  return [...highest.values()].flatMap((one) => {
    const subject = one.subjects[0];
    if (subject === undefined || one.varied === undefined) return [];
    const { experiment, from, to } = one.varied;
    return [{ subject: naming(subject), varied: `${experiment}: ${from} → ${to}`, outcome: outcomeOf(one) }];
  });
}

function outcomeOf(one: Observation): string {
  const took = `in ${Math.round(one.durationMs * 10) / 10} ms`;
  if (one.outcome.kind !== "answered") return `${one.kind}: ${one.outcome.reason}`;
  if (one.kind === "exchange" && one.facts.status !== undefined)
    return `answered ${one.facts.status} ${took}`;
  return `${one.kind} succeeded ${took}`;
}
