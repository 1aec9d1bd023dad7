import type { CauseText, Check } from "../model/check.ts";
import type { Hypothesis, HypothesisEvidence } from "../model/conclusion.ts";
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
  const grouped = groupBy(
    findings.filter((one) => one.stance === "for"),
    (one) => JSON.stringify([one.cause, one.ground, one.subject.gateway, one.role === "latent"]),
  );
  return grouped.flatMap((group) => {
    const [first] = group;
    const owned = first && texts.get(first.cause);
    return first === undefined || owned === undefined ? [] : [hypothesis(first, owned, group, against)];
  });
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
  const doubt = doubtOf(group, against);
  const strongest = group.reduce((best, one) => (one.strength > best.strength ? one : best), first);
  return {
    cause: first.cause,
    text,
    ground: first.ground,
    role: ROLES.find((role) => group.some((one) => one.role === role)) ?? first.role,
    severity: strongest.severity,
    confidence: Math.min(CERTAIN, agreement(group)) * (1 - doubt),
    isPartial: group.every((one) => one.extent === "some"),
    subjects: unique(group.map((one) => one.subject)),
    locations: uniqueBy(
      group.flatMap((one) => one.locations),
      (location) => JSON.stringify(location),
    ),
    evidence: evidenceOf(group, owner),
    args: strongest.args,
    ...editsOf(group),
  };
}

function editsOf(group: readonly Witness[]): Pick<Hypothesis, "edits"> {
  const edits = group.flatMap(({ edit }) => (edit === undefined ? [] : [edit]));
  return edits.length === 0 ? {} : { edits };
}

/**
 * The strongest word against any of the group. What is seen now does not contradict what is over, or what will come, so
 * that latent findings keep their strength.
 */
function doubtOf(group: readonly Witness[], against: ReadonlyMap<string, readonly Witness[]>): number {
  let doubt = 0;
  for (const { cause, subject, role } of group) {
    if (role === "latent") continue;
    for (const key of wideningKeys(cause, subject))
      for (const one of against.get(key) ?? [])
        if (covers(one.subject, subject)) doubt = Math.max(doubt, one.strength);
  }
  return doubt;
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
  const keys = [
    [cause, gateway],
    [cause, gateway, upstream],
    [cause, gateway, upstream, endpoint],
  ];
  const depth = upstream === undefined ? 1 : endpoint === undefined ? 2 : 3;
  return keys
    .slice(0, depth)
    .reverse()
    .map((key) => JSON.stringify(key));
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
  const deepest = group.reduce((most, one) => Math.max(most, one.evidence.length), 0);
  const all: HypothesisEvidence[] = [];
  for (let nth = 0; nth < deepest; nth++)
    for (const { check, evidence, subject, role } of group) {
      const summary = evidence[nth];
      if (summary !== undefined)
        all.push({ check, status: role === "latent" ? "warn" : "fail", summary, subject });
    }
  return uniqueBy(all, ({ summary, check, subject }) => `${check}\n${summary}\n${subjectKey(subject)}`);
}

function unique(subjects: readonly Subject[]): readonly Subject[] {
  return uniqueBy(subjects, subjectKey);
}

function uniqueBy<T>(all: readonly T[], key: (one: T) => string): readonly T[] {
  return [...new Map(all.map((one) => [key(one), one] as const).reverse()).values()].reverse();
}

function groupBy<T>(all: readonly T[], key: (one: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const known = groups.get(key(one));
    if (known === undefined) groups.set(key(one), [one]);
    else known.push(one);
  }
  return [...groups.values()];
}
