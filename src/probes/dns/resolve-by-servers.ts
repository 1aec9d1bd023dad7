import { isIP } from "node:net";
import type { DnsQuery } from "../../model/observation.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { ResolveRequest } from "../../model/request.ts";
import type { ProbeContext } from "../context.ts";
import { ANSWERED, outcome } from "../outcome.ts";
import { type AskEverybody, addressesIn, TYPES } from "./ask-all.ts";
import { failureOf } from "./failure.ts";
import type { Resolution } from "./resolve.ts";
import { parseServerAddress, type ServerAddress, showServerAddress } from "./server-address.ts";

/** A config may list any number; more than this would be a flood. */
const MAX_SERVERS = 8;

interface Ways {
  readonly everybody: AskEverybody;
  /** How the name of a name server becomes its address. */
  readonly system: (name: string) => Promise<Resolution>;
}

/**
 * What a gateway with a resolver of its own gets: the name as it is, no hosts file, no search list. Every server is asked,
 * since gateways take them in turn; the addresses are those of all of them, in the order of the servers.
 */
export async function resolveByServers(
  request: ResolveRequest,
  servers: readonly string[],
  ways: Ways,
  context: ProbeContext,
): Promise<Resolution> {
  const located = await Promise.all(servers.slice(0, MAX_SERVERS).map((text) => locate(text, ways)));
  const reachable = distinct(located.flatMap((place) => (place.kind === "at" ? place.servers : [])));
  const name = request.name.replace(/\.$/, "");
  const { families, timeoutMs } = request;
  const asked = await ways.everybody(
    { name, servers: reachable.slice(0, MAX_SERVERS), families, usesTcp: false, patienceMs: timeoutMs },
    context,
  );
  const lost = located.flatMap((place) =>
    place.kind === "lost" ? unasked(place.server, place.outcome, request) : [],
  );
  const queries = [...asked, ...lost];
  const addresses = addressesIn(asked);
  const found = addresses.length > 0;
  return {
    outcome: found ? ANSWERED : failureOf(queries),
    facts: { addresses, source: found ? "dns" : "nothing", queries, hostsFileAddresses: [] },
  };
}

/** Two names may lead to one server. */
function distinct(servers: readonly ServerAddress[]): readonly ServerAddress[] {
  return [...new Map(servers.map((server) => [showServerAddress(server), server])).values()];
}

type Place =
  | { readonly kind: "at"; readonly servers: readonly ServerAddress[] }
  | { readonly kind: "lost"; readonly server: string; readonly outcome: Outcome };

async function locate(text: string, ways: Ways): Promise<Place> {
  const server = parseServerAddress(text);
  if (server === undefined) {
    return {
      kind: "lost",
      server: text,
      outcome: outcome("probe-broken", "this is no address of a name server"),
    };
  }
  if (isIP(server.host) !== 0) return { kind: "at", servers: [server] };
  const { facts, outcome: ended } = await ways.system(server.host);
  if (facts.addresses.length > 0) {
    return {
      kind: "at",
      servers: facts.addresses.map(({ address }) => ({ host: address, port: server.port })),
    };
  }
  // Not the asked name's own "not found": nobody was asked about that one.
  const failure = outcome("unreachable", `the name server's own name does not resolve: ${ended.reason}`);
  return { kind: "lost", server: text, outcome: failure };
}

function unasked(server: string, ended: Outcome, request: ResolveRequest): readonly DnsQuery[] {
  return request.families.map((family) => ({
    server,
    name: request.name,
    type: TYPES[family],
    outcome: ended,
    rcode: undefined,
    addresses: [],
    ttlSeconds: undefined,
    durationMs: 0,
    usedTcp: false,
  }));
}
