import type { AdminState } from "../../../model/admin.ts";
import type { Value } from "../../../text/tree.ts";
import { booleanOf, get, word } from "../message.ts";

/** Fields of `HostHealthStatus` (admin/v3/clusters.proto) and the words for them in the text form of `/clusters`. */
const FLAGS = [
  ["failed_active_health_check", "/failed_active_hc"],
  ["failed_outlier_check", "/failed_outlier_check"],
  ["failed_active_degraded_check", "/degraded_active_hc"],
  ["pending_dynamic_removal", "/pending_dynamic_removal"],
  ["pending_active_hc", "/pending_active_hc"],
  ["excluded_via_immediate_hc_fail", "/excluded_via_immediate_hc_fail"],
  ["active_hc_timeout", "/active_hc_timeout"],
] as const;

const BY_PLATFORM: ReadonlyMap<string, string> = new Map([
  ["UNHEALTHY", "/failed_eds_health"],
  ["TIMEOUT", "/failed_eds_health"],
  ["DEGRADED", "/degraded_eds_health"],
  ["DRAINING", "/eds_status_draining"],
]);

/** The state that health flags make together, and the flags as the text form writes them. */
export function readFlags(health: Value | undefined): {
  readonly state: AdminState;
  readonly word: string;
  readonly isExcluded: boolean;
} {
  const set = FLAGS.filter(([name]) => booleanOf(get(health, name)) === true).map(([, flag]) => flag);
  const platform = BY_PLATFORM.get(word(health, "eds_health_status") ?? "");
  const flags = platform === undefined ? set : [...set, platform];
  return {
    state: stateOf(new Set<string>(flags)),
    word: flags.length === 0 ? "healthy" : flags.join(""),
    isExcluded: flags.includes("/excluded_via_immediate_hc_fail"),
  };
}

function stateOf(flags: ReadonlySet<string>): AdminState {
  if (flags.has("/failed_outlier_check")) return "ejected";
  // until its first check an endpoint counts as failed
  if (flags.has("/pending_active_hc")) return "checking";
  if (flags.has("/failed_active_hc") || flags.has("/failed_eds_health")) return "down";
  // by the header x-envoy-immediate-health-check-fail of an answer to a client, until a check passes
  if (flags.has("/excluded_via_immediate_hc_fail")) return "ejected";
  if (flags.has("/eds_status_draining") || flags.has("/pending_dynamic_removal")) return "draining";
  return "up";
}
