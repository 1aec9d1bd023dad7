import type { Observation } from "../model/observation.ts";
import type { Subject } from "../model/subject.ts";

/** Finds what was seen of a subject without looking through everything for each of ten thousand endpoints. */
export interface ObservationIndex {
  /**
   * Observations of the subject itself, of parts of it, and of the wider things it belongs to: one and the same list for
   * all subjects of which the same was seen.
   */
  readonly about: (subject: Subject) => readonly Observation[];
}

/** Places of observations in the whole list, rising, by the level of the subjects that they name. */
type Places = Map<string, number[]>;

export function indexObservations(observations: readonly Observation[]): ObservationIndex {
  const within: Places = new Map();
  const exactly: Places = new Map();
  for (const [place, { subjects }] of observations.entries())
    for (const subject of subjects) {
      const levels = levelsOf(subject);
      for (const level of levels) add(within, level, place);
      add(exactly, levels.at(-1) ?? "", place);
    }
  const lists = new Map<string, readonly Observation[]>();
  return {
    about: (subject) => {
      const levels = levelsOf(subject);
      const wider = levels.slice(0, -1).flatMap((level) => exactly.get(level) ?? []);
      const own = within.get(levels.at(-1) ?? "") ?? [];
      const places = [...new Set([...own, ...wider])];
      const key = places.join();
      const list = lists.get(key) ?? places.flatMap((place) => observations[place] ?? []);
      lists.set(key, list);
      return list;
    },
  };
}

/** Keys of the gateway, the upstream and the endpoint that a subject names, from wide to narrow. */
function levelsOf(subject: Subject): readonly string[] {
  const { gateway, upstream, endpoint } = subject;
  if (upstream === undefined) return [gateway];
  const narrow = `${gateway}\0${upstream}`;
  return endpoint === undefined ? [gateway, narrow] : [gateway, narrow, `${narrow}\0${endpoint}`];
}

/** An observation that names several subjects within one level is held there once. */
function add(places: Places, level: string, place: number): void {
  const known = places.get(level);
  if (known === undefined) places.set(level, [place]);
  else if (known.at(-1) !== place) known.push(place);
}
