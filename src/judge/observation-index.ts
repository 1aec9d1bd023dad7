import type { Observation } from "../model/observation.ts";
import type { Subject } from "../model/subject.ts";

/** Finds what was seen of a subject without looking through everything for each of ten thousand endpoints. */
export interface ObservationIndex {
  /** Observations of the subject itself, of parts of it, and of the wider things it belongs to. */
  readonly about: (subject: Subject) => readonly Observation[];
}

export function indexObservations(observations: readonly Observation[]): ObservationIndex {
  const within = new Map<string, Set<Observation>>();
  const exactly = new Map<string, Set<Observation>>();
  for (const observation of observations) {
    for (const subject of observation.subjects) {
      const levels = levelsOf(subject);
      for (const level of levels) add(within, level, observation);
      add(exactly, levels.at(-1) ?? "", observation);
    }
  }
  return {
    about: (subject) => {
      if (observations.length === 0) return [];
      const levels = levelsOf(subject);
      const wider = levels.slice(0, -1).flatMap((level) => [...(exactly.get(level) ?? [])]);
      return [...new Set([...(within.get(levels.at(-1) ?? "") ?? []), ...wider])];
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

function add(map: Map<string, Set<Observation>>, key: string, observation: Observation): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([observation]));
  else known.add(observation);
}
