import type { Endpoint } from "../model/config.ts";

/** What empties a group of endpoints by passive checks alone. */
export interface EmptyPool {
  /** Failed tries, or requests, until nobody is left. */
  readonly count: number;
  /** The endpoints count them together for this long, the shortest window of them. */
  readonly windowMs: number;
  /** From then on nobody is asked for this long. */
  readonly penaltyMs: number;
}

interface Peer {
  fails: number;
  readonly limit: number;
}

/** So many failed connections take out every endpoint that serves; undefined where one is never taken out. */
export function failuresToEmpty(endpoints: readonly Endpoint[]): EmptyPool | undefined {
  const limits = limitsOf(endpoints);
  return limits && { ...times(endpoints), count: limits.reduce((sum, limit) => sum + limit, 0) };
}

/**
 * So many requests that every endpoint answers with a status that counts as failed. nginx takes such an answer for a
 * failure only while another try is left, and passes the last one on (ngx_http_upstream_test_next): `tries` is how many
 * endpoints one request may ask, 0 for all of them. Undefined where `most` requests leave somebody.
 */
export function requestsToEmpty(
  endpoints: readonly Endpoint[],
  tries: number,
  most: number,
): EmptyPool | undefined {
  const limits = limitsOf(endpoints) ?? [];
  const asked = tries === 0 ? limits.length : Math.min(tries, limits.length);
  const needed = limits.reduce((sum, limit) => sum + limit, 0);
  if (limits.length < 2 || needed > most * (asked - 1)) return undefined;
  const peers = limits.map((limit): Peer => ({ fails: 0, limit }));
  for (let count = 1; count <= most; count++) {
    askOnce(peers, asked);
    if (peers.every((peer) => peer.fails >= peer.limit)) return { ...times(endpoints), count };
  }
  return undefined;
}

/** Each try asks another endpoint, one with fewer failures first; the last one counts for nothing. */
function askOnce(peers: readonly Peer[], tries: number): void {
  const next = peers
    .filter(({ fails, limit }) => fails < limit)
    .sort((one, other) => one.fails - other.fails);
  for (const peer of next.slice(0, tries - 1)) peer.fails += 1;
}

/** How many failures within a window each endpoint that is switched on stands. */
function limitsOf(endpoints: readonly Endpoint[]): readonly number[] | undefined {
  const limits: number[] = [];
  for (const { intent, ejection } of endpoints) {
    if (intent.value !== "active") continue;
    if (ejection?.windowMs === undefined) return undefined;
    limits.push(ejection.failures.value);
  }
  return limits.length === 0 ? undefined : limits;
}

function times(endpoints: readonly Endpoint[]): Pick<EmptyPool, "windowMs" | "penaltyMs"> {
  let windowMs = Number.POSITIVE_INFINITY;
  let penaltyMs = Number.POSITIVE_INFINITY;
  for (const { ejection } of endpoints) {
    if (ejection?.windowMs === undefined) continue;
    windowMs = Math.min(windowMs, ejection.windowMs.value);
    penaltyMs = Math.min(penaltyMs, ejection.penaltyMs.value);
  }
  return { windowMs, penaltyMs };
}
