import type { AdminFacts, AdminPeer } from "./admin.ts";
import type { ObservationOf } from "./observation.ts";

/** Which endpoint is meant. */
export interface ReportedOf {
  /** `Upstream.name`. */
  readonly upstream: string;
  /** `Endpoint.endpoint`. */
  readonly endpoint: string;
  /** `Endpoint.alias`. */
  readonly alias?: string | undefined;
  /** Its addresses with port, as far as they are known: "10.0.0.5:8080". */
  readonly addresses: ReadonlySet<string>;
}

/**
 * What the gateway says of an endpoint: the peer of its upstream that it calls by the endpoint's alias; else the peers at
 * its addresses, or, where no address is known, under its name. A name without a port has the port that the config's reader filled in.
 */
export function reportedPeers(
  admin: readonly ObservationOf<"admin">[],
  { upstream, endpoint, alias, addresses }: ReportedOf,
): readonly AdminPeer[] {
  if (admin.length === 0) return [];
  const named = [endpoint, endpoint.replace(/:80$/, "")];
  const keys = addresses.size > 0 ? [...addresses].map(byAddress) : named.map(byName);
  return admin.flatMap(({ facts }) => {
    const index = indexOf(facts);
    const called = alias === undefined ? undefined : index.get(`${upstream}\n${byAlias(alias)}`);
    if (called !== undefined) return called;
    return keys.flatMap((key) => index.get(`${upstream}\n${key}`) ?? []);
  });
}

function byAddress(address: string): string {
  return `at ${address}`;
}

function byAlias(alias: string): string {
  return `called ${alias}`;
}

function byName(name: string): string {
  return `named ${name}`;
}

function wordsFor({ endpoint, name, alias }: AdminPeer): readonly string[] {
  return [
    byAddress(endpoint),
    ...(name === undefined ? [] : [byName(name)]),
    ...(alias === undefined ? [] : [byAlias(alias)]),
  ];
}

type PeerIndex = ReadonlyMap<string, readonly AdminPeer[]>;
/** Ten thousand endpoints look among ten thousand peers. */
const indexes = new WeakMap<AdminFacts, PeerIndex>();

function indexOf(facts: AdminFacts): PeerIndex {
  const known = indexes.get(facts);
  if (known !== undefined) return known;
  const index = new Map<string, AdminPeer[]>();
  for (const peer of facts.peers)
    for (const word of wordsFor(peer)) {
      const key = `${peer.upstream}\n${word}`;
      const same = index.get(key);
      if (same === undefined) index.set(key, [peer]);
      else same.push(peer);
    }
  indexes.set(facts, index);
  return index;
}
