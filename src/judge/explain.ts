import type { CauseId } from "../model/cause.ts";
import type { Dismissal, Hypothesis } from "../model/conclusion.ts";
import { goesOnElsewhere } from "./past.ts";
import { endpointKey, type SubjectSet, subjectSet } from "./subject-set.ts";

/** Below this a second explanation of what is explained already is noise. */
const WORTH_TELLING = 0.15;

/** A cause that is this many times less sure than what it includes does not swallow it. */
const LENIENCE = 2;

interface Candidate {
  readonly one: Hypothesis;
  readonly hits: SubjectSet;
}

export interface Explanation {
  readonly standing: readonly Hypothesis[];
  readonly dismissed: readonly Dismissal[];
}

/**
 * The smallest set of causes that accounts for what failed: a cause that is part of another is left out, and of several
 * explanations for the same failure the best stands, the others with what probability it leaves them.
 */
export function explain(hypotheses: readonly Hypothesis[]): Explanation {
  const goingOn = goesOnElsewhere(hypotheses);
  const dismissed = goingOn.map(({ dismissal }) => dismissal);
  const over = new Set(goingOn.map(({ past }) => past));
  const all = hypotheses
    .filter((one) => !over.has(one))
    .map((one): Candidate => ({ one, hits: subjectSet(one.subjects) }));
  const including = byIncluded(all);
  const chain = new Map<Hypothesis, readonly Hypothesis[]>();
  const candidates: Candidate[] = [];
  for (const candidate of all) {
    const wider = includes(including.get(candidate.one.cause) ?? [], candidate.one);
    if (wider === undefined) candidates.push(candidate);
    else {
      const isNext = follows(wider.one, candidate.one);
      dismissed.push(dismissal(candidate.one, isNext ? "follows" : "part", wider.one));
      if (isNext) chain.set(wider.one, [...(chain.get(wider.one) ?? []), candidate.one]);
    }
  }
  const standing: Hypothesis[] = [];
  const roots = rootIndex();
  for (const candidate of candidates.sort((a, b) => surestFirst(a.one, b.one))) {
    const better = surestOf(roots, candidate.one);
    const whole = withChain(candidate.one, chain);
    const one = better === undefined ? whole : beside(whole, better.one);
    if (better !== undefined && one.confidence < WORTH_TELLING) {
      dismissed.push(dismissal(candidate.one, "explained", better.one));
      continue;
    }
    standing.push(one);
    if (one.role === "root") roots.add({ ...candidate, one });
  }
  return { standing, dismissed };
}

/** The surest root that accounts for all of it. */
function surestOf(roots: RootIndex, one: Hypothesis): Candidate | undefined {
  if (one.role !== "root") return undefined;
  const better = roots.near(one).filter((other) => explains(other, one));
  return better.reduce<Candidate | undefined>(
    (best, other) => (best !== undefined && best.one.confidence >= other.one.confidence ? best : other),
    undefined,
  );
}

/** What a surer cause of the same failure leaves it. */
function beside(one: Hypothesis, better: Hypothesis): Hypothesis {
  const left = 1 - better.confidence;
  if (left >= one.confidence) return one;
  const limitedBy = { cause: better.cause, confidence: better.confidence };
  return { ...one, confidence: left, weighing: { ...one.weighing, limitedBy } };
}

function dismissal(
  { cause, confidence, subjects }: Hypothesis,
  why: Dismissal["why"],
  by: Hypothesis,
): Dismissal {
  return { cause, confidence, subjects, why, by: by.cause };
}

function surestFirst(a: Hypothesis, b: Hypothesis): number {
  return b.confidence - a.confidence || b.subjects.length - a.subjects.length;
}

function follows(deeper: Hypothesis, one: Hypothesis): boolean {
  return deeper.text.leadsTo?.includes(one.cause) === true;
}

/** What follows from it, and what from that: each once, in order, however the causes name each other. */
function withChain(one: Hypothesis, chain: ReadonlyMap<Hypothesis, readonly Hypothesis[]>): Hypothesis {
  const links = new Set<Hypothesis>();
  const add = (from: Hypothesis): void => {
    for (const next of chain.get(from) ?? [])
      if (next !== one && !links.has(next)) add(links.add(next) && next);
  };
  add(one);
  return links.size === 0 ? one : { ...one, follows: [...links] };
}

/** Cause → the candidates that count it as a part of themselves, or as what follows from them. */
function byIncluded(all: readonly Candidate[]): ReadonlyMap<CauseId, readonly Candidate[]> {
  const including = new Map<CauseId, Candidate[]>();
  for (const candidate of all)
    for (const cause of new Set([...candidate.one.text.includes, ...(candidate.one.text.leadsTo ?? [])])) {
      const known = including.get(cause);
      if (known === undefined) including.set(cause, [candidate]);
      else known.push(candidate);
    }
  return including;
}

/** For each of its subjects, some other cause counts this one as a part of itself: the first of those. */
function includes(including: readonly Candidate[], one: Hypothesis): Candidate | undefined {
  const wider = including.filter(
    ({ one: other }) =>
      other !== one &&
      other.confidence * LENIENCE >= one.confidence &&
      (other.role === "root" || one.role !== "root"),
  );
  if (wider.length === 0) return undefined;
  const isPart = one.subjects.every((subject) => wider.some(({ hits }) => hits.overlaps(subject)));
  return isPart ? wider[0] : undefined;
}

/** Every failure that `one` would account for is accounted for by `other`. */
function explains({ one: other, hits }: Candidate, one: Hypothesis): boolean {
  const isOwn =
    other.text.sparesEndpoints === true && other.subjects.every(({ upstream }) => upstream === undefined);
  if (isOwn || one.standsAlone === true) return false;
  return one.subjects.some((subject) => subject.endpoint !== undefined) && one.subjects.every(hits.overlaps);
}

type RootIndex = ReturnType<typeof rootIndex>;

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
