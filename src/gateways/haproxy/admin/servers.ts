import type { AdminCheck, AdminPeer, AdminState } from "../../../model/admin.ts";
import { checkFailure, hasPassed } from "../check-failure.ts";
import { count, type Row } from "./table.ts";

/** Rows of this `type` are servers; 0 are frontends, 1 backends, 3 sockets. */
const SERVER = "2";
const OTHER_CLASSES = ["hrsp_1xx", "hrsp_2xx", "hrsp_3xx", "hrsp_4xx", "hrsp_other"];

export function isServer(row: Row): boolean {
  return row.get("type") === SERVER;
}

/** The servers of a table of statistics. `places`: what `show servers state` tells; `at`: when the answer came. */
export function peersOf(
  stats: readonly Row[],
  places: readonly Row[],
  at: number | undefined,
): readonly AdminPeer[] {
  const placeOf = new Map(places.map((row) => [`${row.get("be_name")}/${row.get("srv_name")}`, row]));
  return stats.filter(isServer).map((row) => peerOf(row, placeOf, at));
}

function peerOf(row: Row, places: ReadonlyMap<string, Row>, at: number | undefined): AdminPeer {
  const [upstream = "", alias = "", word = ""] = [row.get("pxname"), row.get("svname"), row.get("status")];
  const place = places.get(`${upstream}/${alias}`);
  const since = count(row, "lastchg");
  const check = checkOf(row, "check");
  const state = isKeptOut(word, check) ? "ejected" : stateOf(word, count(row, "weight"));
  const agent = checkOf(row, "agent");
  const host = place?.get("srv_fqdn") ?? "";
  return {
    upstream,
    alias,
    endpoint: addressOf(row, place) ?? alias,
    name: host === "" ? undefined : `${host}:${place?.get("srv_port") ?? ""}`,
    state,
    word,
    fails: (count(row, "econ") ?? 0) + (count(row, "eresp") ?? 0),
    ...answersOf(row),
    checks: check && { fails: count(row, "chkfail") ?? 0, lastPassed: check.hasPassed },
    downSince: state === "up" || since === undefined || at === undefined ? undefined : at - since * 1_000,
    ...(check !== undefined && { check }),
    ...(agent !== undefined && { agent }),
    load: { now: count(row, "scur") ?? 0, most: count(row, "slim"), waiting: count(row, "qcur") ?? 0 },
    isBackup: (count(row, "bck") ?? 0) > 0,
    isUnresolved: word === "MAINT (resolution)",
  };
}

/** Statuses that the server sent itself, without those that HAProxy made (src/http_ana.c); nothing in mode tcp. */
function answersOf(row: Row): Pick<AdminPeer, "answers"> {
  const errors = count(row, "hrsp_5xx");
  if (errors === undefined) return {};
  const counts = OTHER_CLASSES.map((name) => count(row, name) ?? 0);
  return { answers: { errors, others: counts.reduce((sum, each) => sum + each, 0) } };
}

/** Only sockets of level operator give the address in the statistics; every level gives it among the servers' states. */
function addressOf(row: Row, place: Row | undefined): string | undefined {
  const told = row.get("addr") ?? "";
  if (/:\d+$/.test(told)) return told;
  const [host = "", port = ""] = [place?.get("srv_addr"), place?.get("srv_port")];
  if (host === "") return undefined;
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * "UP", "UP 1/3" on its way down, "DOWN 1/2" on its way up, "DOWN (agent)", "MAINT (via b/s)", "MAINT (resolution)", "NOLB",
 * "DRAIN", "no check" (src/stats-proxy.c). A server without a name's address is out of use, and nobody meant that.
 */
function stateOf(word: string, weight: number | undefined): AdminState {
  if (word === "MAINT (resolution)" || word.startsWith("DOWN")) return "down";
  if (word.startsWith("MAINT")) return "maintenance";
  if (word.startsWith("DRAIN") || word.startsWith("NOLB")) return "draining";
  if (!word.startsWith("UP") && word !== "no check") return "unknown";
  return weight === 0 ? "draining" : "up";
}

/**
 * DOWN, and no check says so: what `observe` counted of the traffic took it out (HANA), or somebody by hand (`set server …
 * health down`), and the next checks that pass bring it back. A check that passes begins with that: "DOWN 1/2".
 */
function isKeptOut(word: string, check: AdminCheck | undefined): boolean {
  return word === "DOWN" && (check?.hasPassed === true || check?.failure === "traffic-failed");
}

/** The last result of the check, or of the agent. A leading "* " says that the next one is under way. */
function checkOf(row: Row, kind: "check" | "agent"): AdminCheck | undefined {
  const word = (row.get(`${kind}_status`) ?? "").replace(/^\* /, "");
  if (word === "") return undefined;
  const text = row.get(kind === "check" ? "last_chk" : "last_agt") || undefined;
  const failed = checkFailure(word, text);
  return {
    word,
    hasPassed: hasPassed(word),
    failure: failed?.failure,
    status: count(row, `${kind}_code`),
    text,
    durationMs: count(row, `${kind}_duration`),
  };
}
