import type { Target } from "../model/config.ts";
import type { Flow } from "../model/firewall.ts";
import type { Measurement } from "../model/observation.ts";
import { type Subject, subjectKey } from "../model/subject.ts";
import { connectIn, exchangeIn } from "./experiments/seen.ts";
import { type EndedStep, lastStep, type Step } from "./step.ts";
import { troubledClimbs, unitSteps } from "./units.ts";

/** Who lost a packet to a full queue or table tries again after a second (RFC 6298): it shows within this. */
const WATCH_MS = 1_100;
/** Ports that are looked up among units and processes at most. */
const MOST_PORTS = 64;

/**
 * After a failure alone: the sockets that listen on this host with their processes, and what the kernel says of these, once for
 * all endpoints that failed. Whether one of them is this host only the look itself can tell; of what is, the units are asked
 * for, their journals as far back as `sinceMs`.
 */
export function hostSteps(ended: readonly EndedStep[], sinceMs: number): readonly Step[] {
  const failed = ended.filter(({ step, seen }) => step.ground !== undefined && fails(seen));
  return [
    ...ruleSteps(ended),
    ...listenerSteps(ended, failed, sinceMs),
    ...unitSteps(ended, undefined, sinceMs),
    ...kernelSteps(failed),
  ];
}

/** Also of what is well now, where the log says that it failed: on loopback, which is this host without a look. */
function listenerSteps(
  ended: readonly EndedStep[],
  failed: readonly EndedStep[],
  sinceMs: number,
): readonly Step[] {
  const own = troubledClimbs(ended).filter(({ step }) => isLoopback(step.ground?.request.target));
  const meant = [...failed, ...own];
  if (meant.length === 0) return [];
  const listening = {
    what: "look which ports this host listens on",
    request: { kind: "listeners" },
    subjects: [...subjectsOf(meant).values()],
    varied: undefined,
  } as const;
  const units = (seen: readonly Measurement[]) =>
    seen.flatMap((one) => (one.kind === "listeners" ? unitSteps(ended, one.facts, sinceMs) : []));
  return [{ ...lastStep(listening), next: units }];
}

function isLoopback(target: Target | undefined): boolean {
  return target?.kind === "tcp" && /^(?:127\.|::1$|localhost$)/.test(target.host);
}

function kernelSteps(failed: readonly EndedStep[]): readonly Step[] {
  if (failed.length === 0) return [];
  const watchMs = failed.some(({ seen }) => connectIn(seen)?.outcome.kind === "timed-out") ? WATCH_MS : 0;
  const kernel = {
    what: "ask the kernel what it did",
    request: { kind: "kernel", ports: portsOf(failed).slice(0, MOST_PORTS), watchMs },
    subjects: [...subjectsOf(failed).values()],
    varied: undefined,
  } as const;
  return [lastStep(kernel)];
}

/** Flows that are followed through the rules at most. */
const MOST_FLOWS = 256;

/** Of a connection that does not open, or is cut: whether a rule of this host's own stops it or sends it elsewhere. */
function ruleSteps(ended: readonly EndedStep[]): readonly Step[] {
  const meant = ended.filter(({ step, seen }) => step.ground !== undefined && mayBeRule(seen));
  if (meant.length === 0) return [];
  const flows = new Map<string, Flow>();
  for (const { seen } of meant) {
    const request = connectIn(seen)?.request;
    if (request?.target.kind !== "tcp") continue;
    const { host, port } = request.target;
    const flow = { source: request.sourceAddress, host, port };
    flows.set(JSON.stringify(flow), flow);
  }
  const request = { kind: "firewall", flows: [...flows.values()].slice(0, MOST_FLOWS) } as const;
  const what = "follow the connection through this host's own rules";
  return [lastStep({ what, request, subjects: [...subjectsOf(meant).values()], varied: undefined })];
}

function mayBeRule(seen: readonly Measurement[]): boolean {
  const connect = connectIn(seen);
  if (connect?.request.target.kind !== "tcp") return false;
  const ends = ["refused", "timed-out", "unreachable", "not-allowed"];
  return ends.includes(connect.outcome.kind) || exchangeIn(seen)?.outcome.kind === "reset";
}

/** A host can have a part in it: of what is unreachable, or refused by its status, it knows nothing. */
function fails(seen: readonly Measurement[]): boolean {
  const connect = connectIn(seen);
  if (connect === undefined || connect.request.target.kind !== "tcp") return false;
  if (connect.outcome.kind !== "answered") return ["refused", "timed-out"].includes(connect.outcome.kind);
  const exchange = exchangeIn(seen);
  return exchange !== undefined && ["reset", "timed-out", "rejected"].includes(exchange.outcome.kind);
}

function subjectsOf(failed: readonly EndedStep[]): ReadonlyMap<string, Subject> {
  return new Map(
    failed.flatMap(({ step }) => step.subjects).map((subject) => [subjectKey(subject), subject] as const),
  );
}

function portsOf(failed: readonly EndedStep[]): readonly number[] {
  const ports = failed.flatMap(({ seen }) => {
    const target = connectIn(seen)?.request.target;
    return target?.kind === "tcp" ? [target.port] : [];
  });
  return [...new Set(ports)];
}
