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
import { indexObservations } from "./observation-index.ts";
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
  const index = indexObservations(observations);
  return gateways.flatMap((gateway) => {
    const cutDown = ownLines(gateway);
    return [
      ...judgeKind(
        checks.filter((check) => check.for === "gateway"),
        gateway,
        () => subjectsOf.gateway(gateway).filter(({ subject }) => isAskedFor(subject)),
        ({ subject }) => index.about(subject),
        policy,
      ),
      ...judgeKind(
        checks.filter((check) => check.for === "upstream"),
        gateway,
        () => subjectsOf.upstream(gateway).filter(({ subject }) => isAskedFor(subject)),
        ({ subject }) => index.about(subject),
        policy,
      ),
      ...judgeKind(
        checks.filter((check) => check.for === "endpoint"),
        gateway,
        () => subjectsOf.endpoint(gateway).filter(({ subject }) => isAskedFor(subject)),
        (about) => cutDown(about, index.about(about.subject)),
        policy,
      ),
    ];
  });
}

/** All checks for one kind of subject. What was seen of a subject is put together once for all of them. */
function judgeKind<Kind extends SubjectKind>(
  checks: readonly CheckDefinition<Needs, Kind>[],
  gateway: Gateway,
  subjects: () => readonly SubjectOf[Kind][],
  seenOf: (about: SubjectOf[Kind]) => readonly Observation[],
  policy: Policy,
): readonly Judgement[] {
  if (checks.length === 0) return [];
  const prepared = checks.map((check) => ({
    check,
    needs: neededBy(check.needs),
    judgements: [] as Judgement[],
    skipped: new Set<string>(),
  }));
  // of a subject of which nothing was seen, what needs to see something says the same as of the first such one
  const needless = prepared.filter(({ needs }) => !needs.some(({ need }) => need.isRequired));
  let hasUnseen = false;
  for (const about of subjects()) {
    const all = seenOf(about);
    const seenBy = groupByNeed(all);
    const asked = hasUnseen && all.length === 0 ? needless : prepared;
    hasUnseen ||= all.length === 0;
    for (const { check, needs, judgements, skipped } of asked) {
      const verdict = ask(check, needs, { gateway, about, policy }, all, seenBy);
      if (verdict.status === "skip" && verdict.findings.length === 0) {
        if (skipped.has(verdict.summary)) continue;
        skipped.add(verdict.summary);
      }
      const speaks = verdict.findings.some(({ stance }) => stance === "for");
      const unseen = speaks ? { unseen: unseenOf(needs, seenBy, all) } : {};
      judgements.push({ check, subject: about.subject, verdict, ...unseen });
    }
  }
  return prepared.flatMap(({ judgements }) => judgements);
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

const NOTHING_SEEN: SeenBy = new Map();

function groupByNeed(all: readonly Observation[]): SeenBy {
  if (all.length === 0) return NOTHING_SEEN;
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

function ask<Kind extends SubjectKind>(
  check: CheckDefinition<Needs, Kind>,
  needs: readonly Wanted[],
  look: Omit<Look<Needs, Kind>, "seen">,
  all: readonly Observation[],
  seenBy: SeenBy,
): Verdict {
  const seen: Record<string, readonly Observation[]> = {};
  for (const { name, need, key } of needs) {
    const found = seenBy.get(key) ?? NOTHING;
    if (need.isRequired && found.length === 0)
      return { status: "skip", summary: missing(need, all), findings: [] };
    seen[name] = found;
  }
  try {
    return check.judge({ ...look, seen });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { status: "skip", summary: `the check itself failed: ${reason}`, findings: [] };
  }
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

/** From the ground up: what stands higher waits for what lies below. */
const PYRAMID: readonly ObservationKind[] = ["resolve", "connect", "handshake", "exchange"];

const ABSENT = {
  resolve: "there is no name to resolve",
  connect: "no connection was tried",
  handshake: "the gateway speaks no TLS here",
  exchange: "no request was made",
  idle: "no connection was kept idle",
  listeners: "the sockets of this host were not looked at",
  process: "processes were not looked at",
  file: "there is no file to look at",
  log: "no log was read",
  admin: "no admin address was named",
  resources: "the host's resources were not looked at",
  kernel: "the kernel was not asked",
  firewall: "this host's own rules were not looked at",
  limits: "no process's limits were looked at",
  unit: "no unit was asked for",
  changes: "nobody looked what was changed on this host",
} satisfies Record<ObservationKind, string>;

/** Why a need is empty: a lower layer that failed, or that there is no such thing. */
function missing(need: Need, all: readonly Observation[]): string {
  if (need.experiment !== undefined) return "the experiment was not called for";
  if (all.length === 0) return ABSENT[need.kind];
  const below = PYRAMID.slice(0, Math.max(0, PYRAMID.indexOf(need.kind)));
  const failed = all.find(
    (one) => one.varied === undefined && below.includes(one.kind) && one.outcome.kind !== "answered",
  );
  return failed === undefined
    ? ABSENT[need.kind]
    : `waits for the layer below: ${failed.kind}, ${failed.outcome.reason}`;
}

/** Findings of all judgements, each with its check. */
export function witnesses(judgements: readonly Judgement[]): readonly Witness[] {
  return judgements.flatMap(({ check, verdict, unseen }) =>
    verdict.findings.map((finding) => ({ ...finding, check: check.id, ...(unseen && { unseen }) })),
  );
}
