import type { AdminFrontend } from "../../../model/admin.ts";
import { count, type Row } from "./table.ts";

const FRONTEND = "0";
/** "PAUSED" where it was disabled, "STOP" where it was shut down or ended (src/stats.c, stats_fill_fe_stats). */
const CLOSED: ReadonlySet<string> = new Set(["PAUSED", "STOP"]);

/** What a table of statistics says of the frontends, and of the front half of a `listen`. */
export function frontendsOf(stats: readonly Row[]): readonly AdminFrontend[] {
  return stats
    .filter((row) => row.get("type") === FRONTEND)
    .map((row) => {
      const [now, most] = [count(row, "scur") ?? 0, count(row, "slim") ?? 0];
      const isFull = most > 0 && now >= most;
      const word = row.get("status") ?? "";
      const state = CLOSED.has(word) ? "stopped" : isFull ? "full" : "open";
      return { name: row.get("pxname") ?? "", state, connections: { now, most } };
    });
}
