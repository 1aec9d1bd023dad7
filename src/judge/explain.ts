import type { Hypothesis } from "../model/conclusion.ts";
import { covers, type Subject } from "../model/subject.ts";

/** Below this a second explanation of what is explained already is noise. */
const WORTH_TELLING = 0.15;

/**
 * The smallest set of causes that accounts for what failed: a cause that is part of another is left out, and of several
 * explanations for the same failure the best stands, the others with what probability it leaves them.
 */
export function explain(hypotheses: readonly Hypothesis[]): readonly Hypothesis[] {
  const roots = hypotheses.filter((one) => one.role === "root");
  const standing = hypotheses.filter((one) => !isIncluded(one, hypotheses));
  const explained: Hypothesis[] = [];
  for (const one of [...standing].sort(
    (a, b) => b.confidence - a.confidence || b.subjects.length - a.subjects.length,
  )) {
    const better =
      one.role === "root" ? explained.filter((other) => other.role === "root" && explains(other, one)) : [];
    const left = Math.min(1, ...better.map((other) => 1 - other.confidence));
    const confidence = Math.min(one.confidence, left);
    if (better.length > 0 && confidence < WORTH_TELLING) continue;
    explained.push({ ...one, confidence });
  }
  return explained.filter((one) => one.role !== "contributing" || roots.length > 0);
}

/** For each of its subjects, some other cause counts this one as a part of itself. */
function isIncluded(one: Hypothesis, all: readonly Hypothesis[]): boolean {
  const wider = all.filter(
    (other) =>
      other !== one &&
      other.text.includes.includes(one.cause) &&
      (other.role === "root" || one.role !== "root"),
  );
  return (
    wider.length > 0 &&
    one.subjects.every((subject) =>
      wider.some((other) => other.subjects.some((wide) => overlaps(wide, subject))),
    )
  );
}

/** Every failure that `one` would account for is accounted for by `other`. */
function explains(other: Hypothesis, one: Hypothesis): boolean {
  return (
    one.subjects.every((subject) => other.subjects.some((wide) => overlaps(wide, subject))) &&
    one.subjects.some((subject) => subject.endpoint !== undefined)
  );
}

/** One subject lies within the other; a missing part means all of it. */
function overlaps(one: Subject, other: Subject): boolean {
  return covers(one, other) || covers(other, one);
}
