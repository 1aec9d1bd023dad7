import type { AdminFrontend } from "../../../model/admin.ts";
import { count, type Row } from "./table.ts";

const FRONTEND = "0";
/** "OPEN", "FULL" at its own limit, "STOP" where it was switched off or ended (src/stats.c, stats_fill_fe_stats). */
const STATES: ReadonlyMap<string, AdminFrontend["state"]> = new Map([
  ["OPEN", "open"],
  ["FULL", "full"],
  ["STOP", "stopped"],
]);

/** What a table of statistics says of the frontends, and of the front half of a `listen`. */
export function frontendsOf(stats: readonly Row[]): readonly AdminFrontend[] {
  return stats
    .filter((row) => row.get("type") === FRONTEND)
    .flatMap((row) => {
      const state = STATES.get(row.get("status") ?? "");
      if (state === undefined) return [];
      const [now, most] = [count(row, "scur") ?? 0, count(row, "slim") ?? 0];
      return [{ name: row.get("pxname") ?? "", state, connections: { now, most } }];
    });
}
