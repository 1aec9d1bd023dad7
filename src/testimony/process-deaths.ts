import { duration } from "../model/evidence.ts";
import type { Crash, KernelEvent } from "../model/kernel.ts";
import type { ObservationOf } from "../model/observation.ts";
import type { ProcessOwner } from "../model/owner.ts";
import { type Forwarding, forwardText } from "./forwarding.ts";
import { moment } from "./logged.ts";
import { ownerText } from "./owner-text.ts";
import type { PlaceHere } from "./owners-at.ts";

type Exchange = ObservationOf<"exchange">;

/** Start times are known to a hundredth of a second, and the boot time that they count from is a little less sure. */
const CLOCK_MS = 50;
/** A master that lost a worker starts another within this. */
const REPLACED_MS = 5_000;
/** The kernel writes a crash down before the connection is closed; its clock may differ a little. */
const CRASH_MS = 1_000;

export interface Death {
  readonly process: string;
  readonly strength: number;
  readonly evidence: readonly string[];
}

interface DeathScene {
  readonly place: PlaceHere;
  readonly forwarding: Forwarding;
  /** What the kernel's log says. */
  readonly events: readonly KernelEvent[];
}

/** What shows that the process which held a cut connection ended; undefined where nothing does. */
export function deathWitnesses(
  exchange: Exchange,
  { place, forwarding, events }: DeathScene,
): Death | undefined {
  const crash = crashAround(exchange, place, events);
  const replaced = replacedSince(exchange, place) ?? goneSince(place, forwarding);
  if (crash === undefined) return replaced;
  const evidence = [
    `the kernel's log at ${moment(crash.at)}: ${crash.how} in ${crash.command}[${crash.pid}]`,
    ...(replaced?.evidence ?? []),
  ];
  return { process: `pid ${crash.pid} ${crash.command}`, strength: 0.95, evidence };
}

/** A crash of that name while it was answered; where nothing listens any more, the name can't be compared. */
function crashAround(
  { startedAt, durationMs }: Exchange,
  { owners }: PlaceHere,
  events: readonly KernelEvent[],
): Crash | undefined {
  const names = new Set(owners.map(({ owner }) => owner?.command));
  return events.find(
    (event): event is Crash =>
      event.kind === "crash" &&
      event.at >= startedAt - CRASH_MS &&
      event.at <= startedAt + durationMs + CRASH_MS &&
      (owners.length === 0 || names.has(event.command)),
  );
}

/** The socket's owner, or its youngest child, started after the request was begun. */
function replacedSince({ startedAt, durationMs }: Exchange, { owners, port }: PlaceHere): Death | undefined {
  for (const { owner } of owners) {
    if (owner === undefined) continue;
    const process = ownerText(owner);
    const late = (owner.startedAt ?? 0) - startedAt;
    if (late > CLOCK_MS)
      return {
        process,
        strength: 0.93,
        evidence: [
          `${process}, which listens on port ${port} now, started ${duration(late)} after the request`,
        ],
      };
    const worker = replacedWorker(owner, { startedAt, durationMs });
    if (worker !== undefined) return { process: `a worker of ${process}`, ...worker };
  }
  return undefined;
}

/**
 * A child that is younger than the request, where the children are workers. A server that makes a process for each connection
 * has young children all the time, and each of them holds the one for which it was made; a worker waits for work, or holds several.
 */
function replacedWorker(
  owner: ProcessOwner,
  { startedAt, durationMs }: Pick<Exchange, "startedAt" | "durationMs">,
): Omit<Death, "process"> | undefined {
  const { youngestAt = 0, connections = [] } = owner.children ?? {};
  const late = youngestAt - startedAt;
  if (late <= CLOCK_MS || late >= durationMs + REPLACED_MS) return undefined;
  if (connections.every((count) => count === 1)) return undefined;
  const told = `a worker of ${ownerText(owner)}, started ${duration(late)} after the request, in place of another`;
  return { strength: 0.85, evidence: [told] };
}

/**
 * It took the connection, and shortly after nothing listens there. Nothing of that where a rule passes the port on (DNAT to a
 * container, a node port): such a port takes connections without anybody who listens.
 */
function goneSince({ owners, port }: PlaceHere, forwarding: Forwarding): Death | undefined {
  if (owners.length > 0 || forwarding.kind === "forwarded") return undefined;
  const gone = `the connection was taken, and after it nothing listens on port ${port} any more`;
  const doubt = forwarding.kind === "none" ? [] : [forwardText(forwarding)];
  return {
    process: `the process on port ${port}`,
    strength: forwarding.kind === "none" ? 0.75 : 0.5,
    evidence: [gone, ...doubt],
  };
}
