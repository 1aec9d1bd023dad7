import type { Flow } from "../model/firewall.ts";
import { answersTooLate } from "../model/liveness.ts";
import type { Measurement } from "../model/observation.ts";
import { type Subject, subjectKey } from "../model/subject.ts";
import { connectIn, exchangeIn } from "./experiments/seen.ts";
import { limitSteps } from "./limit-steps.ts";
import { type EndedStep, lastStep, type Step } from "./step.ts";
import { unitSteps } from "./units.ts";

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
  const rules = ruleSteps(ended);
  const failed = ended.filter(({ step, seen }) => step.ground !== undefined && fails(seen));
  if (failed.length === 0) return rules;
  const subjects = [...subjectsOf(failed).values()];
  const watchMs = failed.some(({ seen }) => connectIn(seen)?.outcome.kind === "timed-out") ? WATCH_MS : 0;
  const listening = {
    what: "look which ports this host listens on",
    request: { kind: "listeners" },
    subjects,
    varied: undefined,
  } as const;
  const kernel = {
    what: "ask the kernel what it did",
    request: { kind: "kernel", ports: portsOf(failed).slice(0, MOST_PORTS), watchMs },
    subjects,
    varied: undefined,
  } as const;
  const next = (seen: readonly Measurement[]) => [
    ...unitSteps(failed, addressesIn(seen), sinceMs),
    ...limitSteps(failed, seen),
  ];
  return [...rules, { ...lastStep(listening), next }, lastStep(kernel)];
}

const addressesIn = (seen: readonly Measurement[]): readonly string[] =>
  seen.flatMap((one) => (one.kind === "listeners" ? one.facts.localAddresses : []));

/** Flows that are followed through the rules at most. */
const MOST_FLOWS = 256;

/** Of a connection that does not open: whether a rule of this host's own stops it. */
function ruleSteps(ended: readonly EndedStep[]): readonly Step[] {
  const shut = ended.filter(({ step, seen }) => {
    const connect = connectIn(seen);
    return (
      step.ground !== undefined &&
      connect?.request.target.kind === "tcp" &&
      ["refused", "timed-out", "unreachable", "not-allowed"].includes(connect.outcome.kind)
    );
  });
  if (shut.length === 0) return [];
  const flows = new Map<string, Flow>();
  for (const { seen } of shut) {
    const request = connectIn(seen)?.request;
    if (request?.target.kind !== "tcp") continue;
    const { host, port } = request.target;
    const flow = { source: request.sourceAddress, host, port };
    flows.set(JSON.stringify(flow), flow);
  }
  const request = { kind: "firewall", flows: [...flows.values()].slice(0, MOST_FLOWS) } as const;
  const what = "follow the connection through this host's own rules";
  return [lastStep({ what, request, subjects: [...subjectsOf(shut).values()], varied: undefined })];
}

/** A host can have a part in it: of what is unreachable, or refused by its status, it knows nothing. */
function fails(seen: readonly Measurement[]): boolean {
  const connect = connectIn(seen);
  if (connect === undefined || connect.request.target.kind !== "tcp") return false;
  if (connect.outcome.kind !== "answered") return ["refused", "timed-out"].includes(connect.outcome.kind);
  const exchange = exchangeIn(seen);
  if (exchange === undefined) return false;
  return ["reset", "timed-out", "rejected"].includes(exchange.outcome.kind) || answersTooLate(exchange);
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
