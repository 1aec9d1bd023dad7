import type { Ejection, Upstream } from "../../../model/config.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import type { CircuitBreaker, PanicRule } from "../../../model/upstream-rules.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { booleanOf, dig, durationSetting, get, list, numberOf, numberSetting, word } from "../message.ts";

/** `circuit_breakers.thresholds` of the default priority (circuit_breaker.proto): limits hold also where none are set. */
export function readCircuit(cluster: Value, location: Location): CircuitBreaker {
  const thresholds = list(get(cluster, "circuit_breakers"), "thresholds");
  const own = thresholds.find((one) => /^(?:DEFAULT|0)$/.test(word(one, "priority") ?? "DEFAULT"));
  return {
    connections: numberSetting(own, "max_connections", 1_024, location),
    pending: numberSetting(own, "max_pending_requests", 1_024, location),
    requests: numberSetting(own, "max_requests", 1_024, location),
    retries: numberSetting(own, "max_retries", 3, location),
  };
}

/**
 * `common_lb_config.healthy_panic_threshold`: 50 percent by default, cut to a whole number; 0 switches it off. The factor of
 * `policy.overprovisioning_factor` is 140 percent by default (endpoint.proto).
 */
export function readPanic(cluster: Value, assignment: Value | undefined, location: Location): PanicRule {
  const threshold = dig(cluster, "common_lb_config", "healthy_panic_threshold");
  const percent = numberOf(get(threshold, "value") ?? threshold);
  // an empty message is zero, as protocol buffers have it
  const value = Math.trunc(percent ?? (threshold === undefined ? 50 : 0));
  const fails = dig(cluster, "common_lb_config", "zone_aware_lb_config", "fail_traffic_on_panic");
  return {
    belowPercent: threshold === undefined ? assumed(value, location) : written(value, locationOf(threshold)),
    failsInstead: booleanOf(fails) === true,
    overprovisionPercent: numberOf(dig(assignment, "policy", "overprovisioning_factor")) ?? 140,
  };
}

/**
 * `outlier_detection` counts only where it is written, be it empty (outlier_detection.proto). Failures in a row take an
 * endpoint out; other rules, which compare endpoints with each other, are not followed.
 */
export function readEjection(cluster: Value): Ejection | undefined {
  const outlier = get(cluster, "outlier_detection");
  if (outlier === undefined) return undefined;
  const location = locationOf(outlier);
  const enforced = numberOf(get(outlier, "enforcing_consecutive_5xx")) ?? 100;
  const failures = numberSetting(outlier, "consecutive_5xx", 5, location);
  const gatewayEnforced = numberOf(get(outlier, "enforcing_consecutive_gateway_failure")) ?? 0;
  const byGateway = numberSetting(outlier, "consecutive_gateway_failure", 5, location);
  const counted: Setting<number> | undefined =
    enforced > 0 ? failures : gatewayEnforced > 0 ? byGateway : undefined;
  if (counted === undefined) return undefined;
  return {
    failures: counted,
    windowMs: undefined,
    penaltyMs: durationSetting(outlier, "base_ejection_time", 30_000, location),
  };
}

/** Ten percent; however small that is, one endpoint may be ejected in releases before 1.27, and later on only if set so. */
export function readEjectsAtMost(cluster: Value): Upstream["ejectsAtMost"] {
  const outlier = get(cluster, "outlier_detection");
  return outlier === undefined
    ? undefined
    : numberSetting(outlier, "max_ejection_percent", 10, locationOf(outlier));
}
