import type { ProcessLimits } from "../model/limits.ts";
import type { ObservationOf } from "../model/observation.ts";
import { ownerText } from "./owner-text.ts";
import type { PlaceHere } from "./owners-at.ts";

/** A service of this host with its limits. */
export interface LimitedService {
  /** "pid 4242 python3, api.service". */
  readonly name: string;
  readonly limits: ProcessLimits;
}

/** The processes that listen at a place of this host, as far as their limits were looked at. */
export function servicesAt(
  place: PlaceHere | undefined,
  seen: readonly ObservationOf<"limits">[],
): readonly LimitedService[] {
  const all = seen.flatMap(({ facts }) => facts.processes);
  return (place?.owners ?? []).flatMap(({ owner }) => {
    const limits = all.find(({ pid }) => pid === owner?.pid);
    return owner === undefined || limits === undefined ? [] : [{ name: ownerText(owner), limits }];
  });
}

/** The gateway's own processes; looks at services of endpoints are left out. */
export function ownLimits(seen: readonly ObservationOf<"limits">[]): readonly ProcessLimits[] {
  return seen.filter(({ request }) => request.withChildren).flatMap(({ facts }) => facts.processes);
}

/** Share of the periods in which a group was stopped, of which on it is slow; and how many make more than chance. */
const SLOWED = 0.25;
const LEAST_THROTTLED = 3;

/** The words on a quota that stops a group again and again; undefined where it has room. */
export function throttleText({ cpu }: ProcessLimits): string | undefined {
  if (cpu === undefined) return undefined;
  const { group, cores, periods, throttled } = cpu;
  if (throttled < LEAST_THROTTLED || throttled < periods * SLOWED) return undefined;
  return `the quota of ${group} (${cores.toFixed(2)} processors) stopped it in ${throttled} of ${periods} periods while it was watched`;
}

/** Below this many a descriptor or two more or less are in the air at every moment. */
export function hasNoFilesLeft({ files }: ProcessLimits): boolean {
  return files !== undefined && files.open >= files.most;
}

export function filesText({ files }: ProcessLimits): string {
  return files === undefined ? "" : `${files.open} of ${files.most} files open`;
}
