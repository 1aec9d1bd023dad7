import type { AdminLimit, AdminPeer, AdminUpstream } from "../../../model/admin.ts";
import { targetText } from "../../../model/evidence.ts";
import type { Value } from "../../../text/tree.ts";
import { get, list, numberOf, text, word } from "../message.ts";
import { readAddress } from "../read/address.ts";
import { readFlags } from "./flags.ts";

/** What `/clusters?format=json` says: peers, and for each cluster how many there are and the limits in force. */
export function readClusters(answer: Value | undefined): {
  readonly peers: readonly AdminPeer[];
  readonly upstreams: readonly AdminUpstream[];
} {
  const statuses = list(answer, "cluster_statuses");
  const clusters = statuses.map((status) => ({ status, peers: peersOf(status) }));
  return {
    peers: clusters.flatMap(({ peers }) => peers),
    upstreams: clusters.map(({ status, peers }) => upstreamOf(status, peers)),
  };
}

function peersOf(status: Value): readonly AdminPeer[] {
  const upstream = text(status, "name") ?? "";
  return list(status, "host_statuses").flatMap((host) => {
    const address = readAddress(get(host, "address"));
    if (address === undefined) return [];
    const { state, word: flags, isExcluded } = readFlags(get(host, "health_status"));
    const hostname = text(host, "hostname");
    const priority = numberOf(get(host, "priority")) ?? 0;
    const port = address.target.kind === "tcp" ? address.target.port : 0;
    return [
      {
        upstream,
        endpoint: targetText(address.target),
        name: hostname === undefined || hostname === "" ? undefined : `${hostname}:${port}`,
        ...(priority > 0 && { priority }),
        ...(isExcluded && { isExcluded }),
        state,
        word: flags,
        fails: counter(host, "rq_error"),
        checks: flags.includes("failed_active_hc") ? { fails: 1, lastPassed: false } : undefined,
        downSince: undefined,
      },
    ];
  });
}

/** Counters that are zero are left out of the answer. */
function counter(host: Value, name: string): number | undefined {
  const stats = list(host, "stats");
  const found = stats.find((stat) => text(stat, "name") === name);
  return stats.length === 0 ? undefined : (numberOf(get(found, "value")) ?? 0);
}

const LIMITS: readonly (readonly [AdminLimit, string])[] = [
  ["connections", "max_connections"],
  ["pending", "max_pending_requests"],
  ["requests", "max_requests"],
  ["retries", "max_retries"],
];

function upstreamOf(status: Value, peers: readonly AdminPeer[]): AdminUpstream {
  const thresholds = list(get(status, "circuit_breakers"), "thresholds");
  const own = thresholds.find((one) => (word(one, "priority") ?? "DEFAULT") === "DEFAULT");
  const limits = LIMITS.flatMap(([limit, field]) => {
    // a limit of zero is left out of the answer like any other default of a message
    const value = own === undefined ? undefined : (numberOf(get(own, field)) ?? 0);
    return value === undefined ? [] : [[limit, value] as const];
  });
  return {
    upstream: text(status, "name") ?? "",
    known: peers.length,
    healthy: peers.filter(({ state }) => state === "up").length,
    openLimits: [],
    turnedAway: {},
    limits: Object.fromEntries(limits),
    inPanic: undefined,
    withoutEndpoint: undefined,
    updates: undefined,
  };
}
