import type { CauseText, Check } from "../model/check.ts";
import type { Hypothesis, HypothesisEvidence, Unseen, Word } from "../model/conclusion.ts";
import type { Location } from "../model/source.ts";
import { covers, type Subject, subjectKey } from "../model/subject.ts";
import type { Witness } from "./judge.ts";

/** Nothing that is measured from one host is surer than this. */
const CERTAIN = 0.99;
/** Evidence sentences kept for one cause; the first of each subject come first. */
const EVIDENCE = 12;

const ROLES = ["root", "contributing", "latent"] as const;

/**
 * Puts the findings of one cause on one ground together. Several checks that agree make it surer (each is taken for an
 * independent witness); what speaks against it for the same subject makes it less so.
 */
export function weigh(findings: readonly Witness[], checks: readonly Check[]): readonly Hypothesis[] {
  const texts = textsOf(checks);
  const against = againstByEndpoint(findings);
  const hypotheses: Hypothesis[] = [];
  for (const group of onOneGround(findings)) {
    const [first] = group;
    const owned = first && texts.get(first.cause);
    if (first !== undefined && owned !== undefined) hypotheses.push(hypothesis(first, owned, group, against));
  }
  return hypotheses;
}

interface Owned {
  readonly owner: string;
  readonly text: CauseText;
}

function textsOf(checks: readonly Check[]): ReadonlyMap<string, Owned> {
  const texts = new Map<string, Owned>();
  for (const check of checks)
    for (const [cause, text] of Object.entries(check.causes)) texts.set(cause, { owner: check.id, text });
  return texts;
}

function hypothesis(
  first: Witness,
  { owner, text }: Owned,
  group: readonly Witness[],
  against: ReadonlyMap<string, readonly Witness[]>,
): Hypothesis {
  const contradictions = contradicting(group, against);
  const doubt = contradictions.reduce((most, one) => Math.max(most, one.strength), 0);
  const strongest = group.reduce((best, one) => (one.strength > best.strength ? one : best), first);
  return {
    cause: first.cause,
    text,
    ground: first.ground,
    role: ROLES.find((role) => group.some((one) => one.role === role)) ?? first.role,
    severity: strongest.severity,
    confidence: Math.min(CERTAIN, agreement(group)) * (1 - doubt),
    isPartial: group.every((one) => one.extent === "some"),
    subjects: unique(
      group.map((one) => one.subject),
      isSameSubject,
      subjectKey,
    ),
    locations: locationsOf(group),
    evidence: evidenceOf(group, owner),
    args: strongest.args,
    weighing: {
      met: wordsOf(group),
      contradicted: wordsOf(contradictions),
      missing: unseenByAll(group, owner),
      limitedBy: undefined,
    },
    ...(group.some(({ edit }) => edit !== undefined) && { edits: group.flatMap(({ edit }) => edit ?? []) }),
    ...(group.some((one) => one.standsAlone) && { standsAlone: true }),
  };
}

function locationsOf(group: readonly Witness[]): readonly Location[] {
  const [only, other] = group;
  if (only !== undefined && other === undefined) return only.locations;
  return unique(
    group.flatMap((one) => one.locations),
    isSamePlace,
    ({ file, line, column }) => `${line}:${column}:${file}`,
  );
}

/**
 * The words against any of the group. What is seen now does not contradict what is over, or what will come, so that
 * latent findings keep their strength.
 */
function contradicting(
  group: readonly Witness[],
  against: ReadonlyMap<string, readonly Witness[]>,
): readonly Witness[] {
  const words = new Set<Witness>();
  for (const { cause, subject, role } of group) {
    if (role === "latent") continue;
    for (const key of wideningKeys(cause, subject))
      for (const one of against.get(key) ?? []) if (covers(one.subject, subject)) words.add(one);
  }
  return [...words];
}

/** The strongest word of each check, the surest first. */
function wordsOf(group: readonly Witness[]): readonly Word[] {
  const words = new Map<string, Word>();
  for (const { check, strength, evidence } of group)
    if (strength > (words.get(check)?.strength ?? -1))
      words.set(check, { check, strength, summary: evidence[0] ?? "" });
  return [...words.values()].sort((one, other) => other.strength - one.strength);
}

/** What the main witness, or else all that speak, would have looked at and found nowhere. */
function unseenByAll(group: readonly Witness[], owner: string): readonly Unseen[] {
  const own = group.filter(({ check }) => check === owner);
  const [first, ...others] = own.length > 0 ? own : group;
  const elsewhere = others.map(({ unseen }) => new Set((unseen ?? []).map(({ what }) => what)));
  return (first?.unseen ?? []).filter(({ what }) => elsewhere.every((names) => names.has(what)));
}

function againstByEndpoint(findings: readonly Witness[]): ReadonlyMap<string, readonly Witness[]> {
  const against = new Map<string, Witness[]>();
  for (const one of findings) {
    if (one.stance !== "against") continue;
    const key = wideningKeys(one.cause, one.subject)[0] ?? "";
    against.set(key, [...(against.get(key) ?? []), one]);
  }
  return against;
}

/** Keys under which words about this subject, and about the wider ones that it belongs to, are kept; its own first. */
function wideningKeys(cause: string, { gateway, upstream, endpoint }: Subject): readonly string[] {
  const wide = `${cause} ${gateway}`;
  if (upstream === undefined) return [wide];
  const narrow = `${wide}\0${upstream}`;
  return endpoint === undefined ? [narrow, wide] : [`${narrow}\0${endpoint}`, narrow, wide];
}

/** One check's word counts once, however many subjects it says it of: the same mistake would repeat itself. */
function agreement(group: readonly Witness[]): number {
  const strengths = new Map<string, number>();
  for (const one of group) strengths.set(one.check, Math.max(one.strength, strengths.get(one.check) ?? 0));
  return 1 - [...strengths.values()].reduce((doubt, strength) => doubt * (1 - strength), 1);
}

/** The main witness speaks first, then those that agree. */
function evidenceOf(group: readonly Witness[], owner: string): readonly HypothesisEvidence[] {
  const main = group.filter((one) => one.check === owner);
  return [...sentencesOf(main), ...sentencesOf(group.filter((one) => one.check !== owner))].slice(
    0,
    EVIDENCE,
  );
}

function sentencesOf(group: readonly Witness[]): readonly HypothesisEvidence[] {
  if (group.length === 0) return [];
  const deepest = group.reduce((most, one) => Math.max(most, one.evidence.length), 0);
  const all: HypothesisEvidence[] = [];
  for (let nth = 0; nth < deepest; nth++)
    for (const { check, evidence, subject, role } of group) {
      const summary = evidence[nth];
      if (summary !== undefined)
        all.push({ check, status: role === "latent" ? "warn" : "fail", summary, subject });
    }
  return unique(
    all,
    (one, other) =>
      one.summary === other.summary && one.check === other.check && isSameSubject(one.subject, other.subject),
    ({ summary, check, subject }) => `${check}\n${summary}\n${subjectKey(subject)}`,
  );
}

function isSamePlace(one: Location, other: Location): boolean {
  return one.line === other.line && one.column === other.column && one.file === other.file;
}

function isSameSubject(one: Subject, other: Subject): boolean {
  return covers(one, other) && covers(other, one);
}

/** Up to so many, looking through a list takes less than a text as a key for each of its members. */
const FEW = 16;

/** Each once. What several share stands behind what each has alone. */
function unique<T>(
  all: readonly T[],
  isSame: (one: T, other: T) => boolean,
  key: (one: T) => string,
): readonly T[] {
  if (all.length < 2) return all;
  if (all.length > FEW) return uniqueByKey(all, key);
  const kept: T[] = [];
  for (const one of all) {
    const at = kept.findIndex((known) => isSame(known, one));
    const [first = one] = at < 0 ? [] : kept.splice(at, 1);
    kept.push(first);
  }
  return kept;
}

function uniqueByKey<T>(all: readonly T[], key: (one: T) => string): readonly T[] {
  const kept = new Map<string, T>();
  for (const one of all) {
    const own = key(one);
    const first = kept.get(own) ?? one;
    kept.delete(own);
    kept.set(own, first);
  }
  return [...kept.values()];
}

/** What speaks for one cause of one gateway on one ground, in the order of who speaks first. */
function onOneGround(findings: readonly Witness[]): readonly (readonly Witness[])[] {
  const groups: Witness[][] = [];
  const kinds = new Map<string, Map<string, Witness[]>>();
  for (const one of findings) {
    if (one.stance !== "for") continue;
    const kind = `${one.cause} ${one.role === "latent" ? one.role : "now"} ${one.subject.gateway}`;
    const byGround = kinds.get(kind) ?? new Map<string, Witness[]>();
    kinds.set(kind, byGround);
    const known = byGround.get(one.ground);
    if (known !== undefined) known.push(one);
    else {
      const group = [one];
      byGround.set(one.ground, group);
      groups.push(group);
    }
  }
  return groups;
}
