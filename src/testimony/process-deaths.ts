import { duration } from "../model/evidence.ts";
import type { Crash, KernelEvent } from "../model/kernel.ts";
import type { ObservationOf } from "../model/observation.ts";
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

/** What shows that the process which held a cut connection ended; undefined where nothing does. */
export function deathWitnesses(
  exchange: Exchange,
  place: PlaceHere,
  events: readonly KernelEvent[],
): Death | undefined {
  const crash = crashAround(exchange, place, events);
  const replaced = replacedSince(exchange, place) ?? goneSince(place);
  if (crash === undefined) return replaced;
  const evidence = [
    `the kernel's log at ${moment(crash.at)}: ${crash.how} in ${crash.command}[${crash.pid}]`,
    ...(replaced?.evidence ?? []),
  ];
  return { process: `pid ${crash.pid} ${crash.command}`, strength: 0.95, evidence };
}

/** A crash of that name while it was answered; where nobody listens any more, the name can't be compared. */
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
    const child = (owner.youngestChildAt ?? 0) - startedAt;
    if (child > CLOCK_MS && child < durationMs + REPLACED_MS)
      return {
        process: `a worker of ${process}`,
        strength: 0.85,
        evidence: [
          `a worker of ${process}, started ${duration(child)} after the request, in place of another`,
        ],
      };
  }
  return undefined;
}

/**
 * It took the connection, and shortly after nobody listens there. Less sure than a process that is seen: a port that rules
 * pass on (DNAT to a container, a node port) takes connections without anybody who listens.
 */
function goneSince({ owners, port }: PlaceHere): Death | undefined {
  return owners.length > 0
    ? undefined
    : {
        process: `the process on port ${port}`,
        strength: 0.75,
        evidence: [`the connection was taken, and after it nothing listens on port ${port} any more`],
      };
}
