import type { Layer } from "../model/cause.ts";
import { CAUSES } from "../model/cause.ts";
import type { Hypothesis } from "../model/conclusion.ts";
import { duration, targetText } from "../model/evidence.ts";
import type { Observation } from "../model/observation.ts";
import type { Subject } from "../model/subject.ts";

/** What is said of the time is said by no check. */
export const TIMELINE = "timeline";

/** A change that came just before a failure is a hint: next to what was seen of the cause itself it weighs little. */
const HINT = 0.15;
const CERTAIN = 0.99;
/** A change further back than this is not what brought it on at once. */
const JUST_BEFORE_MS = 300_000;
/** Log stamps are cut to the second. */
const STAMP_MS = 1_000;

type ChangeKind = "config" | "unit" | "resolver";

/** The changes that can bring on causes of a layer. */
const BROUGHT_ON_BY: Readonly<Record<Layer, readonly ChangeKind[]>> = {
  backend: ["unit"],
  network: ["unit", "config"],
  application: ["unit", "config"],
  dns: ["config", "resolver"],
  tls: ["config"],
  config: ["config"],
  resources: [],
  llm: ["config"],
};

interface Change {
  readonly kind: ChangeKind;
  readonly at: number;
  readonly what: string;
  /** The file, for a config; the endpoints, for a unit. */
  readonly concerns: (one: Hypothesis) => boolean;
}

/**
 * Where a failure began in the log, and something that can bring on its cause was changed just before: both stand in the
 * evidence, and the cause is a little surer. Of a failure that began before the log's window nothing is known.
 */
export function dateOnsets(
  hypotheses: readonly Hypothesis[],
  observations: readonly Observation[],
): readonly Hypothesis[] {
  const onsets = onsetsOf(observations);
  if (onsets.size === 0) return hypotheses;
  const changes = observations.flatMap(changesIn);
  return hypotheses.map((one) => {
    const onset = one.role === "root" ? onsetOf(one, onsets) : undefined;
    const change = onset === undefined ? undefined : lastBefore(onset, one, changes);
    return onset === undefined || change === undefined ? one : dated(one, onset, change);
  });
}

function dated(one: Hypothesis, onset: number, { at, what }: Change): Hypothesis {
  const gap = Math.max(0, onset - at);
  const summary = `since ${stamp(onset)}, ${duration(gap)} after ${what}`;
  const [subject] = one.subjects;
  const { met } = one.weighing;
  return {
    ...one,
    confidence: Math.max(one.confidence, Math.min(CERTAIN, 1 - (1 - one.confidence) * (1 - HINT))),
    evidence: [
      ...one.evidence.slice(0, 1),
      ...(subject === undefined ? [] : [{ check: TIMELINE, status: "fail", summary, subject } as const]),
      ...one.evidence.slice(1),
    ],
    weighing: { ...one.weighing, met: [...met, { check: TIMELINE, strength: HINT, summary }] },
  };
}

/** When each peer was first seen to fail: "gateway\0peer". */
function onsetsOf(observations: readonly Observation[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const one of observations) {
    if (one.kind !== "log" || one.facts.isPartial) continue;
    const opens = one.startedAt - one.request.sinceMs + STAMP_MS * 2;
    for (const { peer, firstAt, level } of one.facts.events) {
      if (peer === undefined || level === "info" || level === "notice") continue;
      const key = `${one.subjects[0]?.gateway}\0${peer}`;
      // 0: it began before the log can tell
      first.set(key, Math.min(first.get(key) ?? Number.POSITIVE_INFINITY, firstAt < opens ? 0 : firstAt));
    }
  }
  return first;
}

function onsetOf({ subjects }: Hypothesis, onsets: ReadonlyMap<string, number>): number | undefined {
  const all = subjects.flatMap((subject) => onsets.get(`${subject.gateway}\0${peerOf(subject)}`) ?? []);
  const first = Math.min(...all);
  return Number.isFinite(first) && first > 0 ? first : undefined;
}

/** As the log writes it: the address that was tried, with the endpoint's port. */
function peerOf({ endpoint = "", address }: Subject): string {
  const port = /:(\d+)$/.exec(endpoint)?.[1];
  if (address === undefined || port === undefined || endpoint.startsWith("unix:")) return endpoint;
  return targetText({ kind: "tcp", host: address, port: Number(port), isAddress: true });
}

function lastBefore(onset: number, one: Hypothesis, changes: readonly Change[]): Change | undefined {
  const kinds = BROUGHT_ON_BY[CAUSES[one.cause]];
  const able = changes.filter(
    ({ kind, at, concerns }) =>
      kinds.includes(kind) && at <= onset + STAMP_MS && onset - at <= JUST_BEFORE_MS && concerns(one),
  );
  return able.sort((a, b) => b.at - a.at)[0];
}

function changesIn(one: Observation): readonly Change[] {
  if (one.kind === "process" && one.facts.lastChange !== undefined) {
    const { path, modifiedAt } = one.facts.lastChange;
    const concerns = ({ locations }: Hypothesis) => locations.some(({ file }) => file === path);
    return [{ kind: "config", at: modifiedAt, what: `${path} was changed`, concerns }];
  }
  if (one.kind === "changes")
    return one.facts.files.map(({ path, modifiedAt }) => ({
      kind: "resolver",
      at: modifiedAt,
      what: `${path} was changed`,
      concerns: () => true,
    }));
  if (one.kind !== "unit" || one.facts.units.length !== 1) return [];
  const endpoints = new Set(one.subjects.map(({ endpoint }) => endpoint));
  const concerns = ({ subjects }: Hypothesis) => subjects.some(({ endpoint }) => endpoints.has(endpoint));
  return one.facts.units.flatMap(({ name, ended, startedAt }): readonly Change[] => [
    ...(ended?.at === undefined
      ? []
      : [{ kind: "unit", at: ended.at, what: `the process of ${name} ended`, concerns } as const]),
    ...(startedAt === undefined
      ? []
      : [{ kind: "unit", at: startedAt, what: `${name} was started`, concerns } as const]),
  ]);
}

function stamp(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");
}
