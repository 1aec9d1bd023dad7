import type { AdminLimit, AdminUpstream } from "../../../model/admin.ts";

/** Counters and gauges of clusters that say why (docs: configuration/upstream/cluster_manager/cluster_stats). */
const NAMES = [
  "membership_total",
  "membership_healthy",
  "lb_healthy_panic",
  "upstream_cx_none_healthy",
  "upstream_cx_overflow",
  "upstream_rq_pending_overflow",
  "upstream_rq_retry_overflow",
  "circuit_breakers.default.cx_open",
  "circuit_breakers.default.rq_pending_open",
  "circuit_breakers.default.rq_open",
  "circuit_breakers.default.rq_retry_open",
  "update_success",
  "update_failure",
  "update_empty",
] as const;
type Name = (typeof NAMES)[number];

const FILTER = `^(cluster\\..*\\.(${NAMES.map((name) => name.replaceAll(".", "\\.")).join("|")})|control_plane\\.connected_state)$`;

/** In lines of `name: value`; the filter is a regular expression of RE2. */
export const STATS_PATH = `stats?filter=${encodeURIComponent(FILTER)}`;

/** What the counters add to an upstream. */
export type Counted = Partial<
  Pick<
    AdminUpstream,
    "known" | "healthy" | "openLimits" | "turnedAway" | "inPanic" | "withoutEndpoint" | "updates"
  >
>;

export interface Stats {
  readonly of: (cluster: string) => Counted;
  readonly isConnected: boolean | undefined;
}

/** A name may hold dots, and in old releases a colon stands for one: what follows it in the list of names ends it. */
export function readStats(answer: string): Stats {
  const clusters = new Map<string, Map<Name, number>>();
  let isConnected: boolean | undefined;
  for (const line of answer.split("\n")) {
    const colon = line.lastIndexOf(": ");
    const name = line.slice(0, colon);
    const value = Number(line.slice(colon + 2));
    if (colon < 0 || !Number.isFinite(value)) continue;
    if (name === "control_plane.connected_state") isConnected = value === 1;
    const stat = name.startsWith("cluster.") ? NAMES.find((one) => name.endsWith(`.${one}`)) : undefined;
    if (stat === undefined) continue;
    const cluster = name.slice("cluster.".length, -stat.length - 1);
    const known = clusters.get(cluster);
    if (known === undefined) clusters.set(cluster, new Map([[stat, value]]));
    else known.set(stat, value);
  }
  return {
    of: (cluster) => countedIn(clusters.get(cluster) ?? clusters.get(cluster.replaceAll(":", "_"))),
    isConnected,
  };
}

const OPEN: readonly (readonly [AdminLimit, Name])[] = [
  ["connections", "circuit_breakers.default.cx_open"],
  ["pending", "circuit_breakers.default.rq_pending_open"],
  ["requests", "circuit_breakers.default.rq_open"],
  ["retries", "circuit_breakers.default.rq_retry_open"],
];

function countedIn(stats: ReadonlyMap<Name, number> | undefined): Counted {
  if (stats === undefined) return {};
  const [known, healthy] = [stats.get("membership_total"), stats.get("membership_healthy")];
  const [succeeded, failed, empty] = [
    stats.get("update_success"),
    stats.get("update_failure"),
    stats.get("update_empty"),
  ];
  return {
    ...(known !== undefined && { known }),
    ...(healthy !== undefined && { healthy }),
    openLimits: OPEN.filter(([, name]) => stats.get(name) === 1).map(([limit]) => limit),
    turnedAway: {
      connections: stats.get("upstream_cx_overflow") ?? 0,
      // both the queue and the number of requests count here
      pending: stats.get("upstream_rq_pending_overflow") ?? 0,
      retries: stats.get("upstream_rq_retry_overflow") ?? 0,
    },
    inPanic: stats.get("lb_healthy_panic"),
    withoutEndpoint: stats.get("upstream_cx_none_healthy"),
    updates:
      succeeded === undefined && failed === undefined
        ? undefined
        : { succeeded: succeeded ?? 0, failed: failed ?? 0, empty: empty ?? 0 },
  };
}
