import type { Listener } from "../../../model/config.ts";
import { assumed, written } from "../../../model/source.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { durationSetting, get, list, numberSetting, text } from "../message.ts";
import type { Reading } from "../reading.ts";
import type { ClusterTable } from "./cluster-table.ts";
import { readForward } from "./forward.ts";
import { filterLabels } from "./labels.ts";
import type { RouteDraft } from "./routes.ts";
import { allOf, sharesOf, shareText } from "./shares.ts";

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
  const shareOf = sharesOf(weighted);
  return weighted.flatMap((entry) => {
    const name = get(entry, "name");
    return name === undefined ? [] : [draftOf(config, name, shareOf(entry), site)];
  });
}

function draftOf(config: Value, name: Value, share: number | undefined, site: TcpSite): RouteDraft {
  const location = locationOf(name);
  const cluster = site.table.named(scalarText(name) ?? "", location, !site.reading.resources.isDump);
  const wanted = get(config, "metadata_match");
  const forward = readForward(cluster, {
    reading: site.reading,
    protocol: site.listener.transport === "udp" ? "udp" : "tcp",
    host: assumed([], location),
    headers: [],
    path: assumed({ kind: "unchanged" }, location),
    timeouts: {
      readIdleMs: durationSetting(config, "idle_timeout", IDLE_MS, location),
      requestMs: undefined,
    },
    retry: {
      on: assumed(["error", "timeout"], location),
      attempts: numberSetting(config, "max_connect_attempts", 1, location),
      totalMs: assumed(0, location),
    },
    ...(wanted !== undefined && { labels: written(filterLabels(wanted, "envoy.lb"), locationOf(wanted)) }),
    share,
    location,
  });
  const prefix = text(config, "stat_prefix");
  return {
    label: prefix === undefined ? site.listener.id : `${site.listener.id} (${prefix})`,
    listeners: [site.listener.id],
    hosts: site.hosts,
    match: { kind: "connection" },
    condition: allOf(site.condition, shareText(share)),
    forward,
    location,
  };
}
