import type { Args } from "../model/check.ts";
import { asker, places, shellQuote } from "../model/evidence.ts";
import type { DnsQuery, ObservationOf } from "../model/observation.ts";
import type { Location } from "../model/source.ts";
import type { EndpointLook } from "./claim.ts";

type Resolve = ObservationOf<"resolve">;

/** What one name server made of a name, all its questions together. */
export interface ServerAnswer {
  /** "10.0.0.2:53". */
  readonly server: string;
  /** `denied`: no such name, or no address; `failed`: it answers with an error; `silent`: it can't be asked. */
  readonly kind: "answered" | "denied" | "failed" | "silent";
  readonly addresses: readonly string[];
  /** The question that decided. */
  readonly query: DnsQuery;
}

/**
 * Each server's word about the name as it was asked first; further names of a search list are left out. One family's
 * address is an answer, whatever became of the other family, unless the asker needs an answer about every family.
 */
export function answersByServer(queries: readonly DnsQuery[], needsEvery = false): readonly ServerAnswer[] {
  const name = queries.find(({ addresses }) => addresses.length > 0)?.name ?? queries[0]?.name;
  const servers = new Map<string, DnsQuery[]>();
  for (const query of queries) {
    const wasAsked = query.outcome.kind !== "probe-broken" && query.outcome.kind !== "not-tried";
    if (query.name !== name || !wasAsked) continue;
    servers.set(query.server, [...(servers.get(query.server) ?? []), query]);
  }
  return [...servers].flatMap(([server, asked]) => answerOf(server, asked, needsEvery));
}

/**
 * nginx asks for A and AAAA and fails the name when either answer is an error, NXDOMAIN or missing; only an empty answer
 * to one of them is none (measured with 1.22.1; ngx_resolver_process_a).
 */
export function needsEveryFamily({ about, gateway }: Pick<EndpointLook, "about" | "gateway">): boolean {
  return gateway.kind === "nginx" && about.endpoint.resolution.kind === "own";
}

function answerOf(server: string, asked: readonly DnsQuery[], needsEvery: boolean): readonly ServerAnswer[] {
  const found = asked.find((query) => query.addresses.length > 0);
  const failed =
    asked.find(({ outcome }) => outcome.kind === "rejected") ??
    asked.find(({ outcome }) => outcome.kind !== "not-found" && outcome.kind !== "answered") ??
    asked.find(({ outcome }) => outcome.code === "NXDOMAIN");
  const decisive = needsEvery ? (failed ?? found) : (found ?? failed);
  const query = decisive ?? asked[0];
  if (query === undefined) return [];
  const { kind } = query.outcome;
  if (query.addresses.length > 0) {
    const addresses = [...new Set(asked.flatMap((one) => one.addresses))].sort();
    return [{ server, kind: "answered", addresses, query }];
  }
  const word = kind === "rejected" ? "failed" : kind === "not-found" ? "denied" : "silent";
  return [{ server, kind: word, addresses: [], query }];
}

/** "10.0.0.2:53 says NXDOMAIN for api.internal", "10.0.0.2:53: no answer within 2 s". */
export function answerSentence({ server, kind, addresses, query }: ServerAnswer): string {
  const asked = query.type === "AAAA" ? `${query.name} (AAAA)` : query.name;
  if (kind === "answered") return `${server} says ${addresses.join(", ")} for ${query.name}`;
  if (kind === "silent")
    return `${server}: ${query.outcome.reason}${query.type === "AAAA" ? ` to ${asked}` : ""}`;
  return `${server} says ${query.outcome.code ?? query.outcome.reason} for ${asked}`;
}

/** What a claim about a name has in common: subject, lines and the usual arguments. */
export function nameClaim(
  { about, gateway }: Pick<EndpointLook, "about" | "gateway">,
  seen: Resolve,
  value?: Location,
) {
  const locations = places(value, about.endpoint, about.routes[0]);
  const { name } = seen.request;
  const isSystem = seen.request.via.kind === "system";
  const args: Args = {
    kind: gateway.kind,
    asker: asker(gateway),
    endpoint: about.endpoint.endpoint,
    name,
    /** "own" or "system": who turns the name into addresses. */
    via: about.endpoint.resolution.kind,
    look: isSystem ? `getent ahosts ${shellQuote(name)}` : digCommand(seen.facts.queries[0]?.server, name),
    file: locations[0]?.file ?? "",
    line: locations[0]?.line ?? 0,
  };
  return { subject: about.subject, locations, args };
}

/** The question by hand, to the server at "10.0.0.2:53" or "[::1]:53". */
export function digCommand(server: string | undefined, name: string, type = "A"): string {
  const [, host, port] = /^\[?(.*?)\]?:(\d+)$/.exec(server ?? "") ?? [];
  const at = host === undefined ? "" : `@${shellQuote(host)} ${port === "53" ? "" : `-p ${port} `}`;
  return `dig ${at}${shellQuote(name)} ${type}`;
}
