import type { Dismissal, Weighing } from "../model/conclusion.ts";
import type { Dismissed, WeighingReport } from "../model/report.ts";
import type { Naming } from "./document.ts";

/** Subjects that are named of one dismissed cause; more of them add nothing. */
const NAMED = 20;

const WHY = {
  part: (by) => `it is part of ${by}`,
  follows: (by) => `it follows from ${by}`,
  explained: (by) => `${by} accounts for the same failure, and is surer`,
} satisfies Record<Dismissal["why"], (by: string) => string>;

/** How a cause came by its confidence, for the report. */
export function weighingReport({ met, contradicted, missing, limitedBy }: Weighing): WeighingReport {
  return {
    met: met.map(rounded),
    contradicted: contradicted.map(rounded),
    missing,
    ...(limitedBy && { limitedBy: { id: limitedBy.cause, confidence: twoDigits(limitedBy.confidence) } }),
  };
}

/** What was dismissed in favour of the same cause for the same reason is told once, as sure as the surest of it. */
export function dismissedReports(dismissed: readonly Dismissal[], naming: Naming): readonly Dismissed[] {
  const groups = new Map<
    string,
    { first: Dismissal; confidence: number; subjects: Dismissal["subjects"][] }
  >();
  for (const one of dismissed) {
    const key = `${one.cause} ${one.why} ${one.by}`;
    const known = groups.get(key);
    if (known === undefined)
      groups.set(key, { first: one, confidence: one.confidence, subjects: [one.subjects] });
    else {
      known.confidence = Math.max(known.confidence, one.confidence);
      known.subjects.push(one.subjects);
    }
  }
  return [...groups.values()].map(({ first: { cause, why, by }, confidence, subjects }) => ({
    id: cause,
    confidence: twoDigits(confidence),
    subjects: subjects.flat().slice(0, NAMED).map(naming),
    because: WHY[why](by),
  }));
}

function rounded<T extends { readonly strength: number }>(one: T): T {
  return { ...one, strength: twoDigits(one.strength) };
}

function twoDigits(probability: number): number {
  return Math.round(probability * 100) / 100;
}
