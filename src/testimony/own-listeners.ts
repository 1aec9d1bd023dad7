import type { Endpoint, Gateway, Listener } from "../model/config.ts";

const ANY = new Set(["0.0.0.0", "::", "*"]);
const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/** Finds the listener of the same config that an endpoint is, by a loopback address with its port or a unix socket. */
export function ownListeners({ listeners }: Gateway): (endpoint: Endpoint) => Listener | undefined {
  const own = new Map<string, Listener>();
  // a socket of its own for an address goes before one for any
  const sorted = listeners.toSorted(
    (one, other) => Number(ANY.has(other.address)) - Number(ANY.has(one.address)),
  );
  for (const listener of sorted) for (const place of placesOf(listener)) own.set(place, listener);
  return (endpoint) => {
    const place = placeOf(endpoint);
    return place === undefined ? undefined : own.get(place);
  };
}

/** The sockets under which a listener is reached from the same host. */
function placesOf({ address, port, transport }: Listener): readonly string[] {
  if (transport === "unix") return [`unix:${address}`];
  if (transport === "udp" || port === undefined) return [];
  if (ANY.has(address)) return [`${address === "::" ? "::1" : "127.0.0.1"}:${port}`];
  return LOOPBACK.has(address) ? [`${address === "localhost" ? "127.0.0.1" : address}:${port}`] : [];
}

/** Undefined for a place that is not on this host: of tens of thousands of endpoints most are not. */
function placeOf({ target }: Endpoint): string | undefined {
  if (target.kind === "unix") return `unix:${target.path}`;
  if (!LOOPBACK.has(target.host)) return undefined;
  return `${target.host === "localhost" ? "127.0.0.1" : target.host}:${target.port}`;
}
