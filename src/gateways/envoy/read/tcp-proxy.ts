import type { Listener } from "../../../model/config.ts";
import { assumed, written } from "../../../model/source.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { durationOf, get, list, numberOf, text } from "../message.ts";
import type { Reading } from "../reading.ts";
import type { ClusterTable } from "./cluster-table.ts";
import { readForward } from "./forward.ts";
import { filterLabels } from "./labels.ts";
import type { RouteDraft } from "./routes.ts";

/** `idle_timeout` of a TCP proxy (tcp_proxy.proto). */
const IDLE_MS = 3_600_000;

interface TcpSite {
  readonly reading: Reading;
  readonly table: ClusterTable;
  readonly listener: Listener;
  readonly hosts: readonly string[];
  readonly condition: string | undefined;
}

/** Routes of a `TcpProxy`: one for its cluster, or one for each of several by weight. */
export function readTcpProxy(config: Value, site: TcpSite): readonly RouteDraft[] {
  const single = get(config, "cluster");
  if (single !== undefined) return [draftOf(config, single, undefined, site)];
  const weighted = list(get(config, "weighted_clusters"), "clusters");
  const total = weighted.reduce((sum, entry) => sum + (numberOf(get(entry, "weight")) ?? 0), 0);
  return weighted.flatMap((entry) => {
    const name = get(entry, "name");
    const share =
      total === 0 ? undefined : Math.round((1000 * (numberOf(get(entry, "weight")) ?? 0)) / total) / 10;
    return name === undefined ? [] : [draftOf(config, name, share, site)];
  });
}

function draftOf(config: Value, name: Value, share: number | undefined, site: TcpSite): RouteDraft {
  const location = locationOf(name);
  const cluster = site.table.named(scalarText(name) ?? "", location, !site.reading.resources.isDump);
  const idle = get(config, "idle_timeout");
  const idleMs = durationOf(idle);
  const wanted = get(config, "metadata_match");
  const tries = get(config, "max_connect_attempts");
  const forward = readForward(cluster, {
    reading: site.reading,
    protocol: site.listener.transport === "udp" ? "udp" : "tcp",
    host: assumed([], location),
    headers: [],
    path: assumed({ kind: "unchanged" }, location),
    timeouts: {
      readIdleMs:
        idle === undefined || idleMs === undefined
          ? assumed(IDLE_MS, location)
          : written(idleMs, locationOf(idle)),
      requestMs: undefined,
    },
    retry: {
      on: assumed(["error", "timeout"], location),
      attempts: tries === undefined ? assumed(1, location) : written(numberOf(tries) ?? 1, locationOf(tries)),
      totalMs: assumed(0, location),
    },
    ...(wanted !== undefined && { labels: written(filterLabels(wanted, "envoy.lb"), locationOf(wanted)) }),
    share,
    location,
  });
  const parts = [site.condition, share === undefined ? undefined : `${share} % of them`].filter(
    (one) => one !== undefined,
  );
  return {
    label:
      text(config, "stat_prefix") === undefined
        ? site.listener.id
        : `${site.listener.id} (${text(config, "stat_prefix")})`,
    listeners: [site.listener.id],
    hosts: site.hosts,
    match: { kind: "connection" },
    condition: parts.length === 0 ? undefined : parts.join(" and "),
    forward,
    location,
  };
}
