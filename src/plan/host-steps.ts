import type { Gateway, Target } from "../model/config.ts";
import type { Flow } from "../model/firewall.ts";
import { answersTooLate } from "../model/liveness.ts";
import type { LogWord } from "../model/log-grammar.ts";
import { isLoopback } from "../model/loopback.ts";
import type { ListenersFacts, Measurement } from "../model/observation.ts";
import { type Subject, subjectKey } from "../model/subject.ts";
import { connectIn, exchangeIn } from "./experiments/seen.ts";
import { placeAt } from "./held-place.ts";
import { limitSteps } from "./limit-steps.ts";
import { wellNowButLogged } from "./logged-peers.ts";
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
export function hostSteps(
  { user }: Pick<Gateway, "user">,
  ended: readonly EndedStep[],
  sinceMs: number,
): readonly Step[] {
  const failed = ended.filter(({ step, seen }) => step.ground !== undefined && fails(seen));
  const shut = [...ended.filter(({ seen }) => isShut(seen)), ...climbsLogged(ended, SHUT)];
  return [
    ...ruleSteps(shut, user?.value),
    ...listenerSteps(ended, failed, sinceMs),
    ...unitSteps(ended, undefined, sinceMs),
    ...kernelSteps([...failed, ...climbsLogged(ended, DENIED)]),
    ...changeSteps([...failed, ...ended.filter(({ seen }) => isLost(seen))], sinceMs),
  ];
}

/** Climbs that end well where the gateway's own connections did not, by its log. */
function climbsLogged(ended: readonly EndedStep[], words: ReadonlySet<string>): readonly EndedStep[] {
  const logged = new Set(wellNowButLogged(ended, (event) => words.has(event)));
  return ended.filter(({ step: { ground } }) => ground !== undefined && logged.has(ground));
}

/** A gateway that may not connect where uhc may: the kernel's log tells which policy it was. */
const DENIED: ReadonlySet<string> = new Set<LogWord>(["connect-denied", "connect-not-permitted"]);
/** A rule may stop the account of its workers alone. */
const SHUT: ReadonlySet<string> = new Set<LogWord>([
  "connect-refused",
  "connect-timeout",
  "host-unreachable",
  "network-unreachable",
]);

/** Also of what is well now, where the log says that it failed: on loopback, which is this host without a look. */
function listenerSteps(
  ended: readonly EndedStep[],
  failed: readonly EndedStep[],
  sinceMs: number,
): readonly Step[] {
  const own = troubledClimbs(ended).filter(({ step }) => isOwn(step.ground?.request.target));
  const meant = [...failed, ...own];
  if (meant.length === 0) return [];
  const listening = {
    what: "list the ports this host listens on",
    request: { kind: "listeners" },
    subjects: [...subjectsOf(meant).values()],
    varied: undefined,
  } as const;
  const next = (seen: readonly Measurement[]) => [
    ...seen.flatMap((one) =>
      one.kind === "listeners"
        ? [...unitSteps(ended, one.facts, sinceMs), ...ruleSteps(cutWithoutListener(failed, one.facts))]
        : [],
    ),
    ...limitSteps(failed, seen),
  ];
  return [{ ...lastStep(listening), next }];
}

/** Connections that were taken and cut at a port of this host on which nothing listens: a rule may pass it on. */
function cutWithoutListener(failed: readonly EndedStep[], here: ListenersFacts): readonly EndedStep[] {
  return failed.filter(({ seen }) => {
    const target = connectIn(seen)?.request.target;
    if (target?.kind !== "tcp" || exchangeIn(seen)?.outcome.kind !== "reset") return false;
    const place = placeAt(target, here);
    return place !== undefined && "holder" in place && place.holder.kind === "nobody";
  });
}

function isOwn(target: Target | undefined): boolean {
  return target?.kind === "tcp" && isLoopback(target.host);
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

/** A name that leads nowhere, which no connection follows. */
function isLost(seen: readonly Measurement[]): boolean {
  return seen.some((one) => one.kind === "resolve" && one.outcome.kind !== "answered");
}

/** What was changed on this host: once, for all that failed. */
function changeSteps(failed: readonly EndedStep[], sinceMs: number): readonly Step[] {
  if (failed.length === 0) return [];
  const request = { kind: "changes", sinceMs: Math.max(sinceMs, DAY_MS) } as const;
  const what = "look for recent changes on this host";
  return [lastStep({ what, request, subjects: [...subjectsOf(failed).values()], varied: undefined })];
}

const DAY_MS = 86_400_000;

/** Flows that are followed through the rules at most. */
const MOST_FLOWS = 256;

/** Whether a rule of this host's own stops these connections, or sends them elsewhere. */
function ruleSteps(ended: readonly EndedStep[], account?: string): readonly Step[] {
  const meant = ended.filter(({ step }) => step.ground !== undefined);
  if (meant.length === 0) return [];
  const flows = new Map<string, Flow>();
  for (const { seen } of meant) {
    const request = connectIn(seen)?.request;
    if (request?.target.kind !== "tcp") continue;
    const { host, port } = request.target;
    const flow = { source: request.sourceAddress, host, port };
    flows.set(JSON.stringify(flow), flow);
  }
  const all = [...flows.values()].slice(0, MOST_FLOWS);
  const request = { kind: "firewall", flows: all, ...(account !== undefined && { account }) } as const;
  const what = "follow the connection through this host's own rules";
  return [lastStep({ what, request, subjects: [...subjectsOf(meant).values()], varied: undefined })];
}

/** A connection that does not open in a way that a rule can have brought about. */
function isShut(seen: readonly Measurement[]): boolean {
  const connect = connectIn(seen);
  if (connect?.request.target.kind !== "tcp") return false;
  const ends = ["refused", "timed-out", "unreachable", "not-allowed"];
  return ends.includes(connect.outcome.kind);
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
