import type { Args } from "../model/check.ts";
import type { KernelEvent, OutOfMemoryKill } from "../model/kernel.ts";
import type { ObservationOf } from "../model/observation.ts";
import { bytes } from "./host-claim.ts";
import { servicesAt } from "./limits-at.ts";
import { moment } from "./logged.ts";
import type { PlaceHere } from "./owners-at.ts";

/** Between the end of a process and the end of its connections little time passes, and clocks of log and host differ. */
const SLACK_MS = 2_000;

/**
 * Kills of processes that were meant to serve this place: by something that names the port, or because what listens there
 * now runs in the same unit, container or control group. The root group holds everybody, and ties nobody.
 */
export function killsOf(events: readonly KernelEvent[], place: PlaceHere): readonly OutOfMemoryKill[] {
  return events.filter(
    (event): event is OutOfMemoryKill => event.kind === "oom-kill" && tieOf(event, place) !== undefined,
  );
}

/** Those that happened while this was answered. */
export function killsAround(
  kills: readonly OutOfMemoryKill[],
  { startedAt, durationMs }: ObservationOf<"exchange">,
): readonly OutOfMemoryKill[] {
  return kills.filter(({ at }) => at >= startedAt - SLACK_MS && at <= startedAt + durationMs + SLACK_MS);
}

function tieOf(kill: OutOfMemoryKill, { port, owners }: PlaceHere): string | undefined {
  const named = kill.ties.find((tie) => tie.port === port);
  if (named !== undefined) return `${named.by} names port ${port}`;
  for (const { owner } of owners) {
    if (owner === undefined) continue;
    if (owner.pid === kill.pid) return `it listened on port ${port}`;
    if (kill.container !== undefined && owner.container === kill.container)
      return `pid ${owner.pid}, which listens on port ${port}, runs in the same container`;
    if (kill.unit !== undefined && owner.unit === kill.unit)
      return `pid ${owner.pid}, which listens on port ${port}, belongs to ${kill.unit} too`;
    if (kill.cgroup !== undefined && kill.cgroup !== "/" && owner.cgroup === kill.cgroup)
      return `pid ${owner.pid}, which listens on port ${port}, runs in the same control group`;
  }
  return undefined;
}

/** What is to be said of a kill, and the words that the texts of its cause want. */
export function killSentences(
  kill: OutOfMemoryKill,
  place: PlaceHere,
): { readonly told: readonly string[]; readonly args: Args } {
  const container = kill.container === undefined ? undefined : `container ${kill.container.slice(0, 12)}`;
  const home = container ?? kill.unit;
  const process = `pid ${kill.pid} ${kill.command}${home === undefined ? "" : `, ${home}`}`;
  const held = kill.heldBytes === undefined ? "" : `, with ${bytes(kill.heldBytes)} of its own`;
  const limit = kill.isGroupLimit
    ? `the memory limit of ${home ?? `the control group ${kill.cgroup ?? "that it ran in"}`} was reached`
    : "the host had no memory left";
  const tie = tieOf(kill, place);
  return {
    told: [
      `the kernel killed ${process}, for memory at ${moment(kill.at)}${held}: ${limit}`,
      ...(tie === undefined ? [] : [tie]),
    ],
    args: {
      process,
      unit: kill.container === undefined ? (kill.unit ?? "") : "",
      group: home ?? kill.cgroup ?? "its control group",
      isLimit: kill.isGroupLimit ? 1 : 0,
    },
  };
}

/**
 * Kills that the control group of what listens here has counted (memory.events). A counter has no date, so that it says why one
 * ended of whom that is seen, and never that one did.
 */
export function countedKills(
  place: PlaceHere,
  limits: readonly ObservationOf<"limits">[],
): { readonly told: readonly string[]; readonly args: Args } | undefined {
  for (const { name, limits: of } of servicesAt(place, limits)) {
    const { group, mostBytes, kills = 0 } = of.memory ?? { group: "", mostBytes: 0 };
    if (kills === 0) continue;
    const told = `${group}, the control group of ${name}, counts ${kills} ${kills === 1 ? "process" : "processes"} killed at its memory limit of ${bytes(mostBytes)}`;
    return { told: [told], args: { unit: "", group, isLimit: 1 } };
  }
  return undefined;
}
