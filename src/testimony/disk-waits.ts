import type { ObservationOf } from "../model/observation.ts";
import type { PlaceHere } from "./owners-at.ts";

/** Percent of ten seconds in which nothing that had work could do it: a disk that is merely busy lets others go on. */
const STALLED = 20;

/**
 * What a service of this host may wait for that takes connections and does not answer in time: a disk, where all that runs here
 * waits for one. A busy disk is no cause, and beside a service on another host it says nothing.
 */
export function diskWaits(
  place: PlaceHere | undefined,
  resources: readonly ObservationOf<"resources">[],
): readonly string[] {
  const stalled = resources[0]?.facts.pressure?.ioFull ?? 0;
  if (place === undefined || place.owners.length === 0 || stalled < STALLED) return [];
  return [
    `for ${Math.round(stalled)} % of the last ten seconds all that runs on this host waited for a disk`,
  ];
}
