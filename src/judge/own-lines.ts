import type { SubjectOf } from "../model/check.ts";
import type { Gateway } from "../model/config.ts";
import { targetText } from "../model/evidence.ts";
import type { LogEvent, Observation, ObservationOf } from "../model/observation.ts";
import { once } from "../model/once.ts";

/** Gives what was seen of an endpoint, with logs cut down to the lines that may be about it. */
export type OwnLines = (about: SubjectOf["endpoint"], all: readonly Observation[]) => readonly Observation[];

/**
 * A long log tells of thousands of places, and every check would look through all of it for every endpoint. So an endpoint
 * is handed the lines that name it, unless they name another upstream with it, and those that name no other endpoint: which
 * name a log uses for whom is theirs to say.
 */
export function ownLines(gateway: Gateway): OwnLines {
  const namesOf = ({ endpoint }: Pick<SubjectOf["endpoint"], "endpoint">): readonly string[] => [
    endpoint.endpoint,
    targetText(endpoint.target),
  ];
  const endpoints = gateway.upstreams.flatMap((upstream) => upstream.endpoints);
  if (endpoints.length < 2) return (_, all) => all;
  const upstreams = once(() => new Set(gateway.upstreams.map(({ name }) => name)));
  const names = once(() => new Set(endpoints.flatMap((endpoint) => namesOf({ endpoint }))));
  const sorted = new Map<ObservationOf<"log">, SortedLog>();
  const sortedOf = (log: ObservationOf<"log">): SortedLog => {
    const known = sorted.get(log) ?? sortLog(log, names());
    sorted.set(log, known);
    return known;
  };
  return (about, all) => {
    if (!all.some(({ kind }) => kind === "log")) return all;
    const asked = all.flatMap((one) => (one.kind === "connect" ? [targetText(one.request.target)] : []));
    const own = new Set([...namesOf(about), ...asked]);
    const isOthers = ({ upstream }: LogEvent): boolean =>
      upstream !== undefined && upstream !== about.upstream.name && upstreams().has(upstream);
    return all.map((one) => (one.kind === "log" ? cutDown(one, sortedOf(one), own, isOthers) : one));
  };
}

/** Numbers of the events that name an endpoint, by that name, and of all others. */
interface SortedLog {
  readonly byName: ReadonlyMap<string, readonly number[]>;
  readonly others: readonly number[];
}

function sortLog({ facts }: ObservationOf<"log">, names: ReadonlySet<string>): SortedLog {
  const byName = new Map<string, number[]>();
  const others: number[] = [];
  for (const [index, { peer }] of facts.events.entries()) {
    if (peer === undefined || !names.has(peer)) {
      others.push(index);
      continue;
    }
    const own = byName.get(peer);
    if (own === undefined) byName.set(peer, [index]);
    else own.push(index);
  }
  return { byName, others };
}

function cutDown(
  log: ObservationOf<"log">,
  { byName, others }: SortedLog,
  own: ReadonlySet<string>,
  isOthers: (event: LogEvent) => boolean,
): ObservationOf<"log"> {
  if (others.length === log.facts.events.length) return log;
  const named = [...own].flatMap((name) => byName.get(name) ?? []);
  // two upstreams may share an endpoint, and fail there each for a reason of its own
  const numbers = [
    ...others,
    ...named.filter((index) => {
      const event = log.facts.events[index];
      return event !== undefined && !isOthers(event);
    }),
  ];
  // the order in which they were written
  const events = numbers
    .sort((one, other) => one - other)
    .map((index) => log.facts.events[index])
    .filter((event) => event !== undefined);
  return { ...log, facts: { ...log.facts, events } };
}
