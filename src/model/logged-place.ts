import type { Gateway } from "./config.ts";
import { targetText } from "./evidence.ts";
import type { LogEvent } from "./observation.ts";

/** What a line of a log is about, in the names of the config. */
export interface LoggedPlace {
  readonly upstream: string;
  /** Undefined for the whole upstream, of which no endpoint was chosen. */
  readonly endpoint: string | undefined;
}

/** Peers of these lines are no endpoints: the resolver, and who wrote a line about itself. */
const NO_PLACE: ReadonlySet<string> = new Set(["resolver-failed"]);

/** The address, group or name that an event is about; undefined for one about the gateway itself. */
export function loggedPeer({ event, peer, detail }: LogEvent): string | undefined {
  if (NO_PLACE.has(event)) return undefined;
  if (event === "name-not-resolved") return detail;
  return peer ?? (/^(?:endpoint|check)-/.test(event) ? detail : undefined);
}

/**
 * Finds the upstream and the endpoint that an event is about. Logs name addresses where configs name hosts: an address is
 * taken for the one endpoint with a name that has its port.
 */
export function loggedPlaces(gateway: Gateway): (event: LogEvent) => LoggedPlace | undefined {
  const places = new Map<string, LoggedPlace>();
  const byPort = new Map<string, LoggedPlace | undefined>();
  for (const { name: upstream, endpoints } of gateway.upstreams) {
    for (const { target, endpoint } of endpoints) {
      const place = { upstream, endpoint };
      for (const text of [endpoint, targetText(target)]) if (!places.has(text)) places.set(text, place);
      if (target.kind !== "tcp" || target.isAddress) continue;
      if (!places.has(target.host)) places.set(target.host, place);
      const port = `:${target.port}`;
      const other = byPort.get(port);
      const isSame = other === undefined || other.endpoint === endpoint;
      byPort.set(port, byPort.has(port) && !isSame ? undefined : place);
    }
  }
  for (const { name } of gateway.upstreams)
    if (!places.has(name)) places.set(name, { upstream: name, endpoint: undefined });
  return (event) => {
    const peer = loggedPeer(event);
    if (peer === undefined) return event.upstream === undefined ? undefined : places.get(event.upstream);
    // without an endpoint to choose, the group stands where the address would
    const group = event.event === "no-live-upstreams" ? { upstream: peer, endpoint: undefined } : undefined;
    return places.get(peer) ?? group ?? byPort.get(/:\d+$/.exec(peer)?.[0] ?? "");
  };
}

/** Events by the upstream that they are about, by its name; those about the gateway itself are left out. */
export function byLoggedUpstream<Event extends LogEvent>(
  gateway: Gateway,
  events: readonly Event[],
): ReadonlyMap<string, readonly Event[]> {
  const placeOf = loggedPlaces(gateway);
  const groups = new Map<string, Event[]>();
  for (const event of events) {
    const name = placeOf(event)?.upstream;
    if (name === undefined) continue;
    const own = groups.get(name);
    if (own === undefined) groups.set(name, [event]);
    else own.push(event);
  }
  return groups;
}
