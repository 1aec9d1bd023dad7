import type { Gateway } from "../model/config.ts";
import type { Measurement } from "../model/observation.ts";
import type { LocalListener } from "../model/owner.ts";
import { type Subject, subjectKey } from "../model/subject.ts";
import { connectIn } from "./experiments/seen.ts";
import { type EndedStep, lastStep, type Step } from "./step.ts";

/** Processes that are looked at at most. */
const MOST_PIDS = 16;
/** A group without processor time is stopped in every period, and these last a tenth of a second (sched-bwc.rst). */
const WATCH_MS = 1_100;

/** Of those who listen on this host where a connection failed or an answer came late: how near they are to their limits. */
export function limitSteps(failed: readonly EndedStep[], seen: readonly Measurement[]): readonly Step[] {
  const pids = new Set<number>();
  const subjects = new Map<string, Subject>();
  for (const one of seen) {
    if (one.kind !== "listeners") continue;
    const { listeners, localAddresses } = one.facts;
    for (const { step, seen: ends } of failed) {
      // Who has nobody behind it, or turns away at once, is at no limit of this kind.
      if (connectIn(ends)?.outcome.kind === "refused") continue;
      const owners = ownersBehind(step, listeners, localAddresses);
      for (const pid of owners) pids.add(pid);
      if (owners.length > 0) for (const each of step.subjects) subjects.set(subjectKey(each), each);
    }
  }
  if (pids.size === 0) return [];
  const request = {
    kind: "limits",
    pids: [...pids].slice(0, MOST_PIDS),
    withChildren: false,
    watchMs: WATCH_MS,
  } as const;
  const what = "check how close the services of this host are to their limits";
  return [lastStep({ what, request, subjects: [...subjects.values()], varied: undefined })];
}

function ownersBehind(
  { ground }: Step,
  listeners: readonly LocalListener[],
  localAddresses: readonly string[],
): readonly number[] {
  const target = ground?.request.target;
  if (target?.kind !== "tcp") return [];
  if (!target.host.startsWith("127.") && !localAddresses.includes(target.host)) return [];
  return listeners.flatMap(({ port, owner }) =>
    port === target.port && owner !== undefined ? [owner.pid] : [],
  );
}

/** A moment to see whether it is throttled, where it has a quota at all. */
const OWN_WATCH_MS = 300;

/** The gateway's own processes, wherever they run on this host. */
export function ownLimitSteps({ id, workerConnections }: Gateway): Step["next"] {
  return (seen) => {
    const pids = seen.flatMap((one) =>
      one.kind === "process" ? one.facts.processes.map(({ pid }) => pid) : [],
    );
    if (pids.length === 0) return [];
    const request = {
      kind: "limits",
      pids: pids.slice(0, MOST_PIDS),
      withChildren: true,
      watchMs: OWN_WATCH_MS,
      ...(workerConnections !== undefined && { socketsFrom: workerConnections }),
    } as const;
    const what = "check how close the gateway is to its limits";
    return [lastStep({ what, request, subjects: [{ gateway: id }], varied: undefined })];
  };
}
