import type { Hypothesis } from "../model/conclusion.ts";
import { endpointKey, type SubjectSet, subjectSet } from "./subject-set.ts";

/** Below this a second explanation of what is explained already is noise. */
const WORTH_TELLING = 0.15;

/** A cause that is this many times less sure than what it includes does not swallow it. */
const LENIENCE = 2;

interface Candidate {
  readonly one: Hypothesis;
  readonly hits: SubjectSet;
}

/**
 * The smallest set of causes that accounts for what failed: a cause that is part of another is left out, and of several
 * explanations for the same failure the best stands, the others with what probability it leaves them.
 */
export function explain(hypotheses: readonly Hypothesis[]): readonly Hypothesis[] {
  const all = hypotheses.map((one): Candidate => ({ one, hits: subjectSet(one.subjects) }));
  const including = all.filter(({ one }) => one.text.includes.length > 0);
  const standing = all.filter(({ one }) => !isIncluded(one, including));
  const explained: Hypothesis[] = [];
  const roots = rootIndex();
  for (const candidate of standing.sort((a, b) => surestFirst(a.one, b.one))) {
    const { one } = candidate;
    const better = one.role === "root" ? roots.near(one).filter((other) => explains(other, one)) : [];
    const left = better.reduce((least, other) => Math.min(least, 1 - other.one.confidence), 1);
    const confidence = Math.min(one.confidence, left);
    if (better.length > 0 && confidence < WORTH_TELLING) continue;
    explained.push({ ...one, confidence });
    if (one.role === "root") roots.add({ ...candidate, one: { ...one, confidence } });
  }
  const hasRoot = hypotheses.some((one) => one.role === "root");
  return explained.filter((one) => one.role !== "contributing" || hasRoot);
}

function surestFirst(a: Hypothesis, b: Hypothesis): number {
  return b.confidence - a.confidence || b.subjects.length - a.subjects.length;
}

/** For each of its subjects, some other cause counts this one as a part of itself. */
function isIncluded(one: Hypothesis, including: readonly Candidate[]): boolean {
  const wider = including.filter(
    ({ one: other }) =>
      other !== one &&
      other.text.includes.includes(one.cause) &&
      other.confidence * LENIENCE >= one.confidence &&
      (other.role === "root" || one.role !== "root"),
  );
  return (
    wider.length > 0 && one.subjects.every((subject) => wider.some(({ hits }) => hits.overlaps(subject)))
  );
}

/** Every failure that `one` would account for is accounted for by `other`. */
function explains({ hits }: Candidate, one: Hypothesis): boolean {
  return one.subjects.some((subject) => subject.endpoint !== undefined) && one.subjects.every(hits.overlaps);
}

/** Finds the roots that may explain another one by its first subject, among thousands. */
function rootIndex() {
  const byEndpoint = new Map<string, Candidate[]>();
  const wide: Candidate[] = [];
  const add = (candidate: Candidate): void => {
    const { subjects } = candidate.one;
    if (subjects.some((subject) => subject.endpoint === undefined)) wide.push(candidate);
    for (const key of new Set(subjects.map(endpointKey))) {
      const known = byEndpoint.get(key);
      if (known === undefined) byEndpoint.set(key, [candidate]);
      else known.push(candidate);
    }
  };
  const near = ({ subjects }: Hypothesis): readonly Candidate[] => {
    const [first] = subjects;
    return first === undefined ? [] : [...(byEndpoint.get(endpointKey(first)) ?? []), ...wide];
  };
  return { add, near };
}
