import type {
  Check,
  CheckDefinition,
  Finding,
  Look,
  Need,
  Needs,
  Policy,
  SubjectKind,
  SubjectOf,
  Verdict,
} from "../model/check.ts";
import type { Judgement, Unseen } from "../model/conclusion.ts";
import type { Gateway } from "../model/config.ts";
import type { Observation, ObservationKind } from "../model/observation.ts";
import type { Subject } from "../model/subject.ts";
import type { ExperimentId } from "../model/variation.ts";
import { missing } from "./missing.ts";
import { indexObservations, type ObservationIndex } from "./observation-index.ts";
import { ownLines } from "./own-lines.ts";
import { subjectsOf } from "./subjects.ts";

/** A finding with the check that made it, and what that check would have looked at too. */
export type Witness = Finding & { readonly check: string; readonly unseen?: readonly Unseen[] };

/**
 * Asks every check about every subject that it is for and that the user asked about, with what was seen of it and nothing
 * else. A check that throws is a skip that says so; its siblings go on. What a check skips for the same reason at many
 * subjects of a gateway is told of the first alone: most checks have nothing to look at in most of 50,000 endpoints.
 */
export function judge(
  checks: readonly Check[],
  gateways: readonly Gateway[],
  observations: readonly Observation[],
  policy: Policy,
  isAskedFor: (subject: Subject) => boolean = () => true,
): readonly Judgement[] {
  const { about } = indexObservations(observations);
  const each = gateways.flatMap((gateway) => [
    judgeKind(
      checks.filter((check) => check.for === "gateway"),
      gateway,
      () => subjectsOf.gateway(gateway).filter(({ subject }) => isAskedFor(subject)),
      { about, cutDown: uncut },
      policy,
    ),
    judgeKind(
      checks.filter((check) => check.for === "upstream"),
      gateway,
      () => subjectsOf.upstream(gateway).filter(({ subject }) => isAskedFor(subject)),
      { about, cutDown: uncut },
      policy,
    ),
    judgeKind(
      checks.filter((check) => check.for === "endpoint"),
      gateway,
      () => subjectsOf.endpoint(gateway).filter(({ subject }) => isAskedFor(subject)),
      { about, cutDown: ownLines(gateway) },
      policy,
    ),
  ]);
  return joined(each);
}

/** Of half a million judgements: to spread them, or to map them flat, takes ten times as long. */
function joined(lists: readonly (readonly Judgement[])[]): readonly Judgement[] {
  const none: readonly Judgement[] = [];
  return none.concat(...lists);
}

/** What was seen of a subject, and how that is cut down to what can be about it; no kind of observation is lost by that. */
interface Sight<About> extends ObservationIndex {
  readonly cutDown: (about: About, all: readonly Observation[]) => readonly Observation[];
}

function uncut(_: unknown, all: readonly Observation[]): readonly Observation[] {
  return all;
}

/** A check with what it has said so far. */
interface Asked<Kind extends SubjectKind> {
  readonly check: CheckDefinition<Needs, Kind>;
  readonly needs: readonly Wanted[];
  readonly judgements: Judgement[];
  readonly skipped: Set<string>;
}

/** What a check is handed of the observations: all that its needs name. */
type Handed = Look<Needs, SubjectKind>["seen"];

/** Observations that are the same of many subjects, with the checks that have what they need in them. */
interface Shared<Kind extends SubjectKind> {
  readonly seenBy: SeenBy;
  readonly able: readonly { readonly one: Asked<Kind>; readonly seen: Handed }[];
}

/**
 * All checks for one kind of subject. What was seen of a subject is put together once for all of them, and once for all
 * subjects of which the same was seen: what lacks something that it needs would say the same of each.
 */
function judgeKind<Kind extends SubjectKind>(
  checks: readonly CheckDefinition<Needs, Kind>[],
  gateway: Gateway,
  subjects: () => readonly SubjectOf[Kind][],
  sight: Sight<SubjectOf[Kind]>,
  policy: Policy,
): readonly Judgement[] {
  if (checks.length === 0) return [];
  const prepared = checks.map(
    (check): Asked<Kind> => ({ check, needs: neededBy(check.needs), judgements: [], skipped: new Set() }),
  );
  const shared = new WeakMap<readonly Observation[], Shared<Kind>>();
  for (const about of subjects()) {
    const wide = sight.about(about.subject);
    const known = shared.get(wide);
    const { seenBy: ofAll, able } = known ?? sharedBy(wide, prepared);
    if (known === undefined) {
      shared.set(wide, { seenBy: ofAll, able });
      for (const one of prepared) skipUnable(one, ofAll, wide, about.subject);
    }
    const all = sight.cutDown(about, wide);
    const seenBy = all === wide ? ofAll : groupByNeed(all);
    for (const { one, seen } of able)
      ask(
        one,
        { gateway, about, policy, seen: all === wide ? seen : handed(one.needs, seenBy) },
        seenBy,
        all,
      );
  }
  return joined(prepared.map(({ judgements }) => judgements));
}

function sharedBy<Kind extends SubjectKind>(
  all: readonly Observation[],
  prepared: readonly Asked<Kind>[],
): Shared<Kind> {
  const seenBy = groupByNeed(all);
  return {
    seenBy,
    able: prepared
      .filter(({ needs }) => lackedBy(needs, seenBy) === undefined)
      .map((one) => ({ one, seen: handed(one.needs, seenBy) })),
  };
}

function skipUnable<Kind extends SubjectKind>(
  one: Asked<Kind>,
  seenBy: SeenBy,
  all: readonly Observation[],
  subject: Subject,
): void {
  const lacked = lackedBy(one.needs, seenBy);
  if (lacked === undefined) return;
  hear(one, { check: one.check, subject, verdict: skip(missing(lacked, all)) });
}

function ask<Kind extends SubjectKind>(
  one: Asked<Kind>,
  look: Look<Needs, Kind>,
  seenBy: SeenBy,
  all: readonly Observation[],
): void {
  const { check, needs } = one;
  const { subject } = look.about;
  const verdict = verdictOf(check, look);
  const speaks = verdict.findings.some(({ stance }) => stance === "for");
  hear(
    one,
    speaks ? { check, subject, verdict, unseen: unseenOf(needs, seenBy, all) } : { check, subject, verdict },
  );
}

function verdictOf<Kind extends SubjectKind>(
  check: CheckDefinition<Needs, Kind>,
  look: Look<Needs, Kind>,
): Verdict {
  try {
    return check.judge(look);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return skip(`the check itself failed: ${reason}`);
  }
}

function skip(summary: string): Verdict {
  return { status: "skip", summary, findings: [] };
}

/** Keeps a judgement, unless it is one more skip for a reason that is known. */
function hear<Kind extends SubjectKind>({ judgements, skipped }: Asked<Kind>, judgement: Judgement): void {
  const { status, summary, findings } = judgement.verdict;
  if (status === "skip" && findings.length === 0) {
    if (skipped.has(summary)) return;
    skipped.add(summary);
  }
  judgements.push(judgement);
}

/** A need of a check, under the name that it gave it, with the key under which its observations are kept. */
interface Wanted {
  readonly name: string;
  readonly need: Need;
  readonly key: string;
}

function neededBy(needs: Needs): readonly Wanted[] {
  return Object.entries<Need>(needs).map(([name, need]) => ({
    name,
    need,
    key: keyOf(need.kind, need.experiment),
  }));
}

function keyOf(kind: ObservationKind, experiment: ExperimentId | undefined): string {
  return experiment === undefined ? kind : `${kind} ${experiment}`;
}

type SeenBy = ReadonlyMap<string, readonly Observation[]>;

function groupByNeed(all: readonly Observation[]): SeenBy {
  const groups = new Map<string, Observation[]>();
  for (const one of all) {
    const key = keyOf(one.kind, one.varied?.experiment);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one]);
    else known.push(one);
  }
  return groups;
}

const NOTHING: readonly Observation[] = [];

/** The first need that a check can't do without, and that nothing was seen for. */
function lackedBy(needs: readonly Wanted[], seenBy: SeenBy): Need | undefined {
  return needs.find(({ need, key }) => need.isRequired && !seenBy.has(key))?.need;
}

function handed(needs: readonly Wanted[], seenBy: SeenBy): Handed {
  return Object.fromEntries(needs.map(({ name, key }) => [name, seenBy.get(key) ?? NOTHING]));
}

/** The optional needs that found nothing. */
function unseenOf(needs: readonly Wanted[], seenBy: SeenBy, all: readonly Observation[]): readonly Unseen[] {
  return needs
    .filter(({ key }) => !seenBy.has(key))
    .map(({ need }) => ({ what: nameOf(need), because: missing(need, all) }));
}

/** "log", "handshake with another server name". */
function nameOf({ kind, experiment }: Need): string {
  return experiment === undefined ? kind : `${kind} in the experiment ${experiment}`;
}

/** Findings of all judgements, each with its check. */
export function witnesses(judgements: readonly Judgement[]): readonly Witness[] {
  return judgements.flatMap(({ check: { id: check }, verdict, unseen }) =>
    verdict.findings.map((finding) =>
      unseen === undefined ? { ...finding, check } : { ...finding, check, unseen },
    ),
  );
}
