import type { CauseId } from "../model/cause.ts";
import type { Observation, ObservationOf } from "../model/observation.ts";
import type { Subject } from "../model/subject.ts";
import type { Witness } from "./judge.ts";
import { subnetOf } from "./subnet.ts";

/** Failures of the way to an endpoint: a whole subnet, or everything that listens on a port, can share them. */
const SHARED_BY_NETWORK: ReadonlySet<CauseId> = new Set([
  "connect-timeout",
  "firewall-blocks",
  "host-unreachable",
  "network-unreachable",
]);
const SHARED_BY_HOST: ReadonlySet<CauseId> = new Set(["port-refused", "connect-timeout"]);

/** Where connections go, or were to go. */
interface Place {
  readonly address: string;
  readonly port: string;
}

/** One thing that failures may have in common. */
interface Sharing {
  readonly causes: ReadonlySet<CauseId>;
  /** So many endpoints must fail alike before what they share is blamed. */
  readonly enough: number;
  readonly groundOf: (place: Place) => string;
  /** They must differ in this, or something narrower is what they share. */
  readonly apart: (place: Place) => string;
}

/** From narrow to wide: what is found later covers more. */
const SHARINGS: readonly Sharing[] = [
  { causes: SHARED_BY_HOST, enough: 2, groundOf: hostOf, apart: ({ port }) => port },
  { causes: SHARED_BY_NETWORK, enough: 3, groundOf: within(24, 64), apart: hostAndPort },
  { causes: SHARED_BY_NETWORK, enough: 3, groundOf: within(16, 48), apart: within(24, 64) },
  { causes: SHARED_BY_NETWORK, enough: 3, groundOf: beyondHost, apart: within(16, 48) },
];

/**
 * Looks for what failures share: twelve endpoints that time out in one subnet, while none there answers, are one
 * firewall or route, not twelve dead services; likewise several closed ports of one host, one port of many hosts that
 * answer on others, or everything that is not this host. Such findings get the shared thing as their ground, and so
 * become one cause.
 */
export function shareGrounds(
  findings: readonly Witness[],
  observations: readonly Observation[],
): readonly Witness[] {
  const reached = placesReached(observations);
  const byNetwork = SHARINGS.reduce((shared, sharing) => regroup(shared, sharing, reached), findings);
  return regroup(byNetwork, byPort(reached), reached);
}

/** A port is to blame only on hosts that are known to be there. */
function byPort(reached: readonly Place[]): Sharing {
  const hosts = new Set(reached.map(hostOf));
  return {
    causes: SHARED_BY_NETWORK,
    enough: 3,
    groundOf: (place) => (hosts.has(hostOf(place)) ? `port:${place.port}` : ""),
    apart: hostOf,
  };
}

function regroup(
  findings: readonly Witness[],
  { causes, enough, groundOf, apart }: Sharing,
  reached: readonly Place[],
): readonly Witness[] {
  if (!findings.some(({ cause, stance, role }) => stance === "for" && role === "root" && causes.has(cause)))
    return findings;
  const groundIn = (one: Witness): string | undefined => {
    if (one.stance !== "for" || one.role !== "root" || !causes.has(one.cause)) return undefined;
    const place = placeOf(one.subject);
    const ground = place === undefined ? "" : groundOf(place);
    return ground === "" ? undefined : ground;
  };
  const members = new Map<string, { readonly all: Set<string>; readonly apart: Set<string> }>();
  for (const one of findings) {
    const ground = groundIn(one);
    const place = ground === undefined ? undefined : placeOf(one.subject);
    if (ground === undefined || place === undefined) continue;
    const key = `${one.cause} ${ground}`;
    const known = members.get(key) ?? { all: new Set(), apart: new Set() };
    known.all.add(hostAndPort(place));
    known.apart.add(apart(place));
    members.set(key, known);
  }
  if (members.size === 0) return findings;
  const alive = new Set(reached.map(groundOf));
  return findings.map((one) => {
    const ground = groundIn(one);
    const shared = ground === undefined ? undefined : members.get(`${one.cause} ${ground}`);
    const isShared = shared !== undefined && shared.all.size >= enough && shared.apart.size >= 2;
    if (ground === undefined || !isShared || alive.has(ground)) return one;
    return { ...one, ground, args: { ...one.args, shared: ground } };
  });
}

function placesReached(observations: readonly Observation[]): readonly Place[] {
  const places = new Map<string, Place>();
  const isProbed = observations.some(({ kind }) => kind === "connect");
  for (const one of observations) {
    const targets =
      one.kind === "connect" ? connected(one) : one.kind === "log" && !isProbed ? logged(one) : [];
    for (const place of targets) places.set(hostAndPort(place), place);
  }
  return [...places.values()];
}

function connected({ outcome, request }: ObservationOf<"connect">): readonly Place[] {
  if (outcome.kind !== "answered" || request.target.kind !== "tcp") return [];
  return [{ address: request.target.host, port: String(request.target.port) }];
}

/** Where nobody connected, the gateway's own connections count: those that got as far as a handshake or an answer. */
function logged({ facts }: ObservationOf<"log">): readonly Place[] {
  return facts.events.flatMap(({ event, peer, detail }) => {
    const isOpen =
      /^(?:handshake|certificate|read|header|answer|body|stream)-|-(?:before-header|in-body)$/.test(event);
    const isAnswer = /^access-[234]/.test(event) || detail === "upstream";
    const [, address, port] = /^\[?(.*?)\]?:(\d+)$/.exec(peer ?? "") ?? [];
    return address === undefined || port === undefined || !(isOpen || isAnswer) ? [] : [{ address, port }];
  });
}

function placeOf({ address, endpoint }: Subject): Place | undefined {
  const port = /:(\d+)$/.exec(endpoint ?? "")?.[1];
  return address === undefined || port === undefined ? undefined : { address, port };
}

/** Everything that is not this host, whose own addresses tell nothing of a way that leads out of it. */
function beyondHost({ address }: Place): string {
  return /^(127\.|::1$)/.test(address) ? "" : "all:";
}

function hostOf({ address }: Place): string {
  return `host:${address}`;
}

function hostAndPort({ address, port }: Place): string {
  return `${address} ${port}`;
}

/** The network of so many bits that an address lies in, IPv4 or IPv6: what one rule or route usually covers. */
function within(bits4: number, bits6: number): (place: Place) => string {
  return ({ address }) => `subnet:${subnetOf(address, address.includes(":") ? bits6 : bits4)}`;
}
