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
  const waiting =
    (count(row, "qcur") ?? 0) + serving.reduce((sum, { load }) => sum + (load?.waiting ?? 0), 0);
  const isFull = isLimited && serving.every(({ load }) => load !== undefined && load.now >= (load.most ?? 0));
  return {
    upstream: row.get("pxname") ?? "",
    known: peers.length,
    healthy: (count(row, "act") ?? 0) + (count(row, "bck") ?? 0),
    openLimits: isFull && waiting > 0 ? ["connections"] : [],
    turnedAway: {},
    limits: isLimited ? { connections: limits.reduce((sum, limit) => sum + limit, 0) } : {},
    inPanic: undefined,
    withoutEndpoint: undefined,
    updates: undefined,
  };
}
