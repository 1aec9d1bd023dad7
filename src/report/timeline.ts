import type { Gateway } from "../model/config.ts";
import type { Observation, ObservationOf } from "../model/observation.ts";
import type { Report, TimelineEntry } from "../model/report.ts";
import type { ServiceUnit } from "../model/unit.ts";
import { addressChanges } from "./address-changes.ts";
import { hostChanges } from "./host-moments.ts";
import { isFailure, phraseOf } from "./log-words.ts";

type Moment = Required<TimelineEntry> & { readonly ms: number };

/** What is dated among the observations, in order: starts and ends, changes, log onsets, the end of certificates. */
export function timelineOf(
  observations: readonly Observation[],
  gateways: readonly Gateway[] = [],
): Report["timeline"] {
  const moments = new Map<string, Moment>();
  const logs = observations.filter((one) => one.kind === "log");
  const moves = addressChanges(gateways, logs).map(({ at, what, source }) =>
    moment(at, what, source, "change"),
  );
  for (const moment of [...observations.flatMap(momentsIn), ...moves])
    moments.set(`${moment.at} ${moment.what}`, moment);
  return [...moments.values()]
    .sort((a, b) => a.ms - b.ms || ORDER[a.kind] - ORDER[b.kind] || (a.what < b.what ? -1 : 1))
    .map(({ ms: _, ...entry }) => entry);
}

/** What is known to the same moment: changes come before what follows from them. */
const ORDER = { change: 0, event: 1, failure: 2 } as const;

function momentsIn(one: Observation): readonly Moment[] {
  switch (one.kind) {
    case "process":
      return ofProcesses(one);
    case "log":
      return ofLog(one);
    case "unit":
      return one.facts.units.flatMap(ofUnit);
    case "handshake":
      return ofCertificate(one);
    case "changes":
      return hostChanges(one).map(({ ms, what, source }) => moment(ms, what, source, "change"));
    default:
      return [];
  }
}

function ofProcesses({ facts }: ObservationOf<"process">): readonly Moment[] {
  const source = "process list";
  const { lastChange } = facts;
  return [
    ...(lastChange === undefined
      ? []
      : [moment(lastChange.modifiedAt, `${lastChange.path} was changed`, lastChange.path, "change")]),
    ...facts.processes.flatMap(({ startedAt, workersSince, pid }) => [
      ...dated(startedAt, `the gateway's process ${pid} started`, source, "change"),
      // The first workers come with the process itself.
      ...(workersSince !== undefined && workersSince - (startedAt ?? 0) > RELOAD_MS
        ? [moment(workersSince, `the gateway's process ${pid} read its config again`, source, "change")]
        : []),
    ]),
  ];
}

const RELOAD_MS = 5_000;

/** Requests that went well are no events. */
function ofLog({ facts, request }: ObservationOf<"log">): readonly Moment[] {
  return facts.events.flatMap(({ event, peer, count, firstAt, lastAt, level, detail }) => {
    const isBad = isFailure(event);
    if (!isBad && /^(?:access|try)-/.test(event)) return [];
    const isOfPeer = isBad && peer !== undefined && level !== "info" && level !== "notice";
    const at = peer === undefined ? "" : ` at ${peer}`;
    const what = phraseOf(event, detail);
    return [
      moment(firstAt, `first ${what}${at}`, request.path, isOfPeer ? "failure" : "event"),
      ...(count > 1
        ? [moment(lastAt, `last of ${count.toLocaleString("en-US")} × ${what}${at}`, request.path, "event")]
        : []),
    ];
  });
}

function ofUnit({
  name,
  startedAt,
  changedAt,
  ended,
  activeState,
  result,
  signs,
  filesChangedAt,
}: ServiceUnit): readonly Moment[] {
  const how =
    ended === undefined ? "" : ` ${ended.how === "exited" ? "with exit code" : "by signal"} ${ended.status}`;
  const state =
    activeState === "failed" ? `failed (${result})` : `is ${STATES.get(activeState) ?? activeState}`;
  return [
    ...dated(filesChangedAt, `the unit file of ${name} was changed`, "systemd", "change"),
    ...dated(startedAt, `${name} was started`, "systemd", "change"),
    ...dated(ended?.at, `the process of ${name} ended${how}`, "systemd", "change"),
    ...dated(changedAt, `${name} ${state}`, "systemd", "event"),
    ...signs.map(({ at, text }) => moment(at, text, `journal of ${name}`, "event")),
  ];
}

/** What systemd's words for the state of a unit mean. */
const STATES = new Map([
  ["active", "up"],
  ["inactive", "down"],
  ["activating", "starting"],
  ["deactivating", "stopping"],
]);

function ofCertificate({ varied, facts, subjects }: ObservationOf<"handshake">): readonly Moment[] {
  const certificate = varied === undefined ? facts.chain[0] : undefined;
  if (certificate === undefined) return [];
  const where = subjects[0]?.endpoint ?? "the endpoint";
  return [
    // A new certificate is a change, and often the last one that anybody made.
    moment(certificate.notBefore, `the certificate of ${where} begins`, where, "change"),
    moment(certificate.notAfter, `the certificate of ${where} ends`, where, "event"),
  ];
}

function dated(
  ms: number | undefined,
  what: string,
  source: string,
  kind: Moment["kind"],
): readonly Moment[] {
  return ms === undefined ? [] : [moment(ms, what, source, kind)];
}

function moment(ms: number, what: string, source: string, kind: Moment["kind"]): Moment {
  return { ms, at: new Date(ms).toISOString(), what, source, kind };
}

const BEFORE_MS = 900_000;
const MOST_BEFORE = 4;
const MOST_ALIKE = 2;

/**
 * What matters of a timeline: where the failures begin, and what was changed in the quarter of an hour before, the latest of
 * it. Empty where no failure is dated.
 */
export function aroundOnset(timeline: Report["timeline"]): Report["timeline"] {
  const failures = timeline.filter(({ kind }) => kind === "failure");
  const [onset] = failures;
  if (onset === undefined) return [];
  const start = Date.parse(onset.at);
  const before = timeline.filter(({ kind, at }) => {
    const gap = start - Date.parse(at);
    // Log stamps are cut to the second.
    return kind === "change" && gap >= -999 && gap <= BEFORE_MS;
  });
  return [...before.slice(-MOST_BEFORE), ...failures.slice(0, MOST_ALIKE)];
}
