import type { AdminPeer, AdminUpstream } from "../../../model/admin.ts";
import { count, type Row } from "./table.ts";

const BACKEND = "1";

/** What a table of statistics says of whole backends. */
export function upstreamsOf(stats: readonly Row[], peers: readonly AdminPeer[]): readonly AdminUpstream[] {
  const byUpstream = new Map<string, AdminPeer[]>();
  for (const peer of peers) {
    const known = byUpstream.get(peer.upstream);
    if (known === undefined) byUpstream.set(peer.upstream, [peer]);
    else known.push(peer);
  }
  const rows = stats.filter((row) => row.get("type") === BACKEND);
  return rows.map((row) => upstreamOf(row, byUpstream.get(row.get("pxname") ?? "") ?? []));
}

function upstreamOf(row: Row, peers: readonly AdminPeer[]): AdminUpstream {
  const serving = peers.filter(({ state, isBackup }) => state === "up" && isBackup !== true);
  const limits = serving.map(({ load }) => load?.most ?? 0);
  // one server without a limit takes all that come
  const isLimited = serving.length > 0 && limits.every((limit) => limit > 0);
  return {
    upstream: row.get("pxname") ?? "",
    known: peers.length,
    healthy: (count(row, "act") ?? 0) + (count(row, "bck") ?? 0),
    // what waits for a free connection is served as soon as there is one: no request is turned away yet
    openLimits: [],
    turnedAway: {},
    limits: isLimited ? { connections: limits.reduce((sum, limit) => sum + limit, 0) } : {},
    inPanic: undefined,
    withoutEndpoint: undefined,
    updates: undefined,
  };
}
