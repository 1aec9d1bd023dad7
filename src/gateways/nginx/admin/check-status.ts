import type { AdminPeer, AdminState } from "../../../model/admin.ts";
import { arrayOf, countOf, fieldsOf, parseJson, textOf } from "./json.ts";

/**
 * The answer of `check_status` in JSON (nginx_upstream_check_module, README; Tengine's is the same). Forks that also check
 * TCP services have the lists `http` and `stream` in place of `server`.
 */
export function readCheckStatus(text: string): readonly AdminPeer[] {
  const servers = fieldsOf(fieldsOf(parseJson(text))?.get("servers"));
  const lists = ["server", "http", "stream"].map((list) => arrayOf(servers?.get(list)) ?? []);
  return lists.flat().flatMap((server) => peerOf(server) ?? []);
}

function peerOf(server: unknown): AdminPeer | undefined {
  const fields = fieldsOf(server);
  const upstream = textOf(fields?.get("upstream"));
  const endpoint = textOf(fields?.get("name"));
  if (upstream === undefined || endpoint === undefined) return undefined;
  const word = textOf(fields?.get("status")) ?? "unknown";
  const rise = countOf(fields?.get("rise")) ?? 0;
  const fall = countOf(fields?.get("fall")) ?? 0;
  return {
    upstream,
    endpoint,
    name: undefined,
    state: stateOf(word, rise + fall),
    word,
    fails: undefined,
    checks: rise + fall === 0 ? undefined : { fails: fall, lastPassed: fall === 0 },
    downSince: undefined,
  };
}

/** `rise` and `fall` count the last checks in a row: with none yet, "down" is only where it starts (`default_down`). */
function stateOf(word: string, checks: number): AdminState {
  if (word === "up") return "up";
  if (word !== "down") return "unknown";
  return checks === 0 ? "checking" : "down";
}
