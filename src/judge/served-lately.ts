import type { Gateway } from "../model/config.ts";
import { targetText } from "../model/evidence.ts";
import { loneUpstream } from "../model/lone-upstream.ts";
import type { LogEvent, Observation, ObservationOf } from "../model/observation.ts";

type ClimbObservation = ObservationOf<"connect" | "handshake" | "exchange">;

/** What the gateway's log tells of one peer. */
export interface Traffic {
  /** When a client last got 2xx or 3xx from it. */
  readonly goodAt: number | undefined;
  /** How many did, in the log's window. */
  readonly good: number;
  /** When something last failed there, or may have: an error line, or 5xx. */
  readonly badAt: number | undefined;
}

/**
 * The traffic of a peer, from the gateway's log. Access logs often name no peer: then an answer counts where no other
 * endpoint, nor the gateway itself, can have given it. Where they tell nothing, the gateway's own counters may.
 */
export function trafficOf(
  gateways: readonly Gateway[],
  observations: readonly Observation[],
): (one: ClimbObservation) => Traffic {
  const lone = new Set(gateways.flatMap(loneEndpoints));
  const byPeer = new Map<string | undefined, LogEvent[]>();
  for (const event of observations.flatMap((one) => (one.kind === "log" ? one.facts.events : []))) {
    const known = byPeer.get(event.peer);
    if (known === undefined) byPeer.set(event.peer, [event]);
    else known.push(event);
  }
  const failing = failingByCount(observations);
  const told = new Map<string, Traffic>();
  return (one) => {
    const peer = targetText(one.request.target);
    const isLone = one.subjects.some(({ gateway, endpoint }) => lone.has(`${gateway}\n${endpoint}`));
    const key = `${isLone ? "lone" : "one of many"} ${peer}`;
    const known =
      told.get(key) ??
      trafficIn(byPeer.get(peer) ?? [], byPeer.get(undefined) ?? [], isLone, failing.get(peer));
    told.set(key, known);
    return known;
  };
}

/** Peers that by the gateway's own count never gave a client anything but 5xx, and when it said so. */
function failingByCount(observations: readonly Observation[]): ReadonlyMap<string, number> {
  const failing = new Map<string, number>();
  for (const one of observations) {
    if (one.kind !== "admin") continue;
    for (const { endpoint, answers } of one.facts.peers)
      if (answers !== undefined && answers.others === 0 && answers.errors > 0)
        failing.set(endpoint, one.startedAt);
  }
  return failing;
}

function trafficIn(
  named: readonly LogEvent[],
  nameless: readonly LogEvent[],
  isLone: boolean,
  failedAt: number | undefined,
): Traffic {
  const good = [...named, ...(isLone ? nameless : [])].filter(({ event }) => /^access-[23]/.test(event));
  const bad = [...named, ...nameless].filter(({ event, peer }) => isBad(event, peer));
  const goodAt = latest(good);
  const badAt = latest(bad) ?? (goodAt === undefined ? failedAt : undefined);
  return { goodAt, good: good.reduce((sum, { count }) => sum + count, 0), badAt };
}

/** Lines without a peer tell of the gateway's own life, but for the statuses that clients got. */
function isBad(event: string, peer: string | undefined): boolean {
  if (/^(access|try)-/.test(event)) return /^(access|try)-(5|429|009)/.test(event);
  return peer !== undefined && event !== "endpoint-enabled";
}

function latest(events: readonly LogEvent[]): number | undefined {
  return events.reduce<number | undefined>((last, { lastAt }) => Math.max(last ?? lastAt, lastAt), undefined);
}

/** The endpoint that any good answer of the gateway's must come from: there is no other. */
function loneEndpoints(gateway: Gateway): readonly string[] {
  const endpoints = loneUpstream(gateway)?.endpoints ?? [];
  return endpoints.length === 1 ? endpoints.map(({ endpoint }) => `${gateway.id}\n${endpoint}`) : [];
}
