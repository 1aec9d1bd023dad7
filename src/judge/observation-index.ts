import type { Observation } from "../model/observation.ts";
import type { Subject } from "../model/subject.ts";

/** Finds what was seen of a subject without looking through everything for each of ten thousand endpoints. */
export interface ObservationIndex {
  /**
   * Observations of the subject itself, of parts of it, and of the wider things it belongs to: the same list for all
   * subjects of which nothing of their own was seen and which belong to the same.
   */
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
  const lists = new Map<string, readonly Observation[]>();
  /** Of one level and of those around it; nothing of its own gives the list of the next wider one. */
  const around = (levels: readonly string[]): readonly Observation[] => {
    const [level, wider] = [levels.at(-1), levels.slice(0, -1)];
    if (level === undefined) return NOTHING;
    const own = exactly.get(level);
    if (own === undefined) return around(wider);
    const known = lists.get(level) ?? [...new Set([...around(wider), ...own])];
    lists.set(level, known);
    return known;
  };
  return {
    about: (subject) => {
      const levels = levelsOf(subject);
      const wider = around(levels.slice(0, -1));
      const own = within.get(levels.at(-1) ?? "");
      return own === undefined ? wider : [...new Set([...own, ...wider])];
    },
  };
}

const NOTHING: readonly Observation[] = [];

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
