import { GATEWAY_KINDS } from "../model/config.ts";
import type { ObservationKind } from "../model/observation.ts";
import type { Evidence } from "./evidence.ts";

/** Everything that a verdict rests on, out of a file. */
export interface Bundle {
  readonly evidence: Evidence;
  /** From where paths are shown to people. */
  readonly workingDirectory: string;
}

type Fields = Readonly<Record<string, unknown>>;

const KINDS = {
  resolve: true,
  connect: true,
  handshake: true,
  exchange: true,
  idle: true,
  listeners: true,
  process: true,
  file: true,
  firewall: true,
  limits: true,
  kernel: true,
  unit: true,
  changes: true,
  containers: true,
  supervised: true,
  log: true,
  admin: true,
  resources: true,
} as const satisfies Record<ObservationKind, true>;

/** Whether a value has the shape of a bundle as far as everything else builds on it. */
export function isBundle(value: unknown): value is Bundle {
  return (
    isRecord(value) &&
    isText(value.workingDirectory) &&
    isRecord(value.evidence) &&
    isEvidence(value.evidence)
  );
}

function isEvidence(evidence: Fields): boolean {
  const { vantage, policy, gateways, observations } = evidence;
  const isPlain =
    isText(evidence.version) &&
    isTime(evidence.startedAt) &&
    isNumber(evidence.durationMs) &&
    typeof evidence.wasEnded === "boolean" &&
    typeof evidence.isComplete === "boolean";
  return (
    isPlain &&
    isRecord(vantage) &&
    isText(vantage.hostname) &&
    isText(vantage.platform) &&
    [evidence.upstreams, evidence.select, evidence.ignore].every(isTexts) &&
    [evidence.notes, evidence.unfinished].every((notes) => isListOf(notes, isNote)) &&
    isRecord(policy) &&
    isTime(policy.now) &&
    isNumber(policy.probeTimeoutMs) &&
    isListOf(policy.expectStatus, ({ from, to }) => isNumber(from) && isNumber(to)) &&
    isListOf(gateways, isGateway) &&
    isListOf(observations, isObservation)
  );
}

function isNote({ what, because }: Fields): boolean {
  return isText(what) && isText(because);
}

function isGateway(gateway: Fields): boolean {
  const { id, kind, mainFile, files, listeners, routes, upstreams, logs, problems } = gateway;
  return (
    isText(id) &&
    GATEWAY_KINDS.some((known) => known === kind) &&
    isText(mainFile) &&
    isTexts(files) &&
    [listeners, logs].every((list) => isListOf(list, ({ location }) => isLocation(location))) &&
    isListOf(
      routes,
      ({ id: route, forward, location }) => isText(route) && isRecord(forward) && isLocation(location),
    ) &&
    isListOf(upstreams, isUpstream) &&
    isListOf(problems, ({ cause, location }) => isText(cause) && isLocation(location))
  );
}

function isUpstream({ id, name, endpoints, location }: Fields): boolean {
  return (
    isText(id) &&
    isText(name) &&
    isLocation(location) &&
    isListOf(
      endpoints,
      ({ endpoint, target, intent }) => isText(endpoint) && isRecord(target) && isRecord(intent),
    )
  );
}

function isLocation(value: unknown): boolean {
  return isRecord(value) && isText(value.file) && isNumber(value.line) && isNumber(value.column);
}

function isObservation({ kind, request, outcome, startedAt, durationMs, facts, subjects }: Fields): boolean {
  return (
    isText(kind) &&
    Object.hasOwn(KINDS, kind) &&
    isRecord(request) &&
    isText(request.kind) &&
    isRecord(outcome) &&
    isText(outcome.kind) &&
    isText(outcome.reason) &&
    isTime(startedAt) &&
    isNumber(durationMs) &&
    isRecord(facts) &&
    isListOf(subjects, ({ gateway }) => isText(gateway))
  );
}

function isListOf(value: unknown, isRight: (one: Fields) => boolean): boolean {
  return Array.isArray(value) && value.every((one: unknown) => isRecord(one) && isRight(one));
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

/** What a date can be made of. */
function isTime(value: unknown): boolean {
  return isNumber(value) && Math.abs(value) <= 8.64e15;
}
