import type { AdminStart } from "../../../model/admin.ts";
import { targetText } from "../../../model/evidence.ts";
import type { Value } from "../../../text/tree.ts";
import { scalarText } from "../../../text/tree.ts";
import { dig, durationOf, get, list, text, typeName } from "../message.ts";
import { readAddress } from "../read/address.ts";

/** Waits of one start that are named at most; a mesh may have thousands of listeners. */
const MOST = 50;

interface Answers {
  readonly init: Value | undefined;
  readonly listeners: Value | undefined;
  readonly dump: Value | undefined;
}

/**
 * How far it has come: `state` of `/server_info` (admin/v3/server_info.proto), what `/init_dump` waits for, and listeners
 * that `/config_dump` calls warming and `/listeners` does not name. Until its start has ended Envoy opens no port at all.
 */
export function readStart(
  server: Value | undefined,
  { init, listeners, dump }: Answers,
): AdminStart | undefined {
  const state = text(server, "state");
  if (state === undefined) return undefined;
  return {
    isUnfinished: state === "INITIALIZING" || state === "PRE_INITIALIZING",
    uptimeMs: durationOf(get(server, "uptime_current_epoch")),
    waits: list(init, "unready_targets_dumps").slice(0, MOST).flatMap(waitOf),
    closed: closedListeners(listeners, dump),
  };
}

/** Names are "init manager Server" and "target LDS" (source/common/init/manager_impl.cc, target_impl.cc). */
function waitOf(dump: Value): AdminStart["waits"] {
  const targets = list(dump, "target_names")
    .slice(0, MOST)
    .flatMap((name) => scalarText(name) ?? []);
  if (targets.length === 0) return [];
  const who = (text(dump, "name") ?? "").replace(/^init manager /, "");
  return [{ who, targets: targets.map((name) => name.replace(/^target /, "")) }];
}

/** One that is only replaced goes on listening as it was. */
function closedListeners(answer: Value | undefined, dump: Value | undefined): AdminStart["closed"] {
  const open = new Set(list(answer, "listener_statuses").flatMap((one) => text(one, "name") ?? []));
  const sections = list(dump, "configs").filter((one) => typeName(one) === "ListenersConfigDump");
  return sections
    .flatMap((section) => list(section, "dynamic_listeners"))
    .filter((one) => get(one, "active_state") === undefined && get(one, "warming_state") !== undefined)
    .filter((one) => !open.has(text(one, "name") ?? ""))
    .slice(0, MOST)
    .map((one) => {
      const address = readAddress(dig(one, "warming_state", "listener", "address"));
      const since = Date.parse(text(get(one, "warming_state"), "last_updated") ?? "");
      return {
        name: text(one, "name") ?? "",
        address: address === undefined ? "" : targetText(address.target),
        since: Number.isFinite(since) ? since : undefined,
      };
    });
}
