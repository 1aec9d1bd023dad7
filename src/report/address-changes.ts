import type { Gateway } from "../model/config.ts";
import { loggedPlaces } from "../model/logged-place.ts";
import type { LogEvent, ObservationOf } from "../model/observation.ts";

/** A name that the gateway asks at another address than before, by its own log. */
export interface AddressChange {
  readonly at: number;
  readonly what: string;
  readonly source: string;
}

/** Fewer lines about an address than this may be a single answer of one resolver. */
const LEAST_LINES = 3;

/**
 * When the gateway's logs go over from one address of a name to another: its DNS answer was another one then, or it read
 * its config again. Names of several addresses are asked in turn, so that their lines lie among each other: those are none.
 */
export function addressChanges(
  gateways: readonly Gateway[],
  logs: readonly ObservationOf<"log">[],
): readonly AddressChange[] {
  return gateways.flatMap((gateway) => {
    const own = logs.filter(({ subjects }) => subjects.some((one) => one.gateway === gateway.id));
    if (own.length === 0) return [];
    return [...stretchesByName(gateway, own)].flatMap(([name, stretches]) => changesOf(name, stretches));
  });
}

/** The lines about one address, from the first to the last. */
interface Stretch {
  readonly peer: string;
  readonly source: string;
  readonly from: number;
  readonly to: number;
  readonly lines: number;
}

function stretchesByName(
  gateway: Gateway,
  logs: readonly ObservationOf<"log">[],
): ReadonlyMap<string, readonly Stretch[]> {
  const nameOf = namesOf(gateway);
  const byName = new Map<string, Map<string, Stretch>>();
  for (const { facts, request } of logs)
    for (const event of facts.events) {
      const name = nameOf(event);
      if (name === undefined || event.peer === undefined) continue;
      const stretches = byName.get(name) ?? new Map<string, Stretch>();
      byName.set(name, stretches);
      stretches.set(event.peer, joined(stretches.get(event.peer), event, event.peer, request.path));
    }
  return new Map([...byName].map(([name, stretches]) => [name, [...stretches.values()]]));
}

/** The name that an event's address belongs to; undefined where the config names addresses, or the line the name. */
function namesOf(gateway: Gateway): (event: LogEvent) => string | undefined {
  const placeOf = loggedPlaces(gateway);
  const names = new Set(
    gateway.upstreams.flatMap(({ endpoints }) =>
      endpoints.flatMap(({ target, endpoint }) =>
        target.kind === "tcp" && !target.isAddress ? [endpoint] : [],
      ),
    ),
  );
  return (event) => {
    const name = placeOf(event)?.endpoint;
    return name !== undefined && names.has(name) && event.peer !== name ? name : undefined;
  };
}

function joined(before: Stretch | undefined, event: LogEvent, peer: string, source: string): Stretch {
  const { firstAt, lastAt, count } = event;
  if (before === undefined) return { peer, source, from: firstAt, to: lastAt, lines: count };
  const isEarlier = firstAt < before.from;
  return {
    peer,
    source: isEarlier ? source : before.source,
    from: Math.min(before.from, firstAt),
    to: Math.max(before.to, lastAt),
    lines: before.lines + count,
  };
}

function changesOf(name: string, stretches: readonly Stretch[]): readonly AddressChange[] {
  const known = stretches.filter(({ lines }) => lines >= LEAST_LINES);
  const inOrder = known.sort((one, other) => one.from - other.from);
  const follow = inOrder.every((one, index) => index === 0 || one.from >= (inOrder[index - 1]?.to ?? 0));
  if (!follow) return [];
  return inOrder.slice(1).map(({ peer, from, source }, index) => ({
    at: from,
    what: `${name} was asked at ${peer} instead of ${inOrder[index]?.peer}`,
    source,
  }));
}
