import type { Retry, RetryCondition } from "../../../model/forward.ts";
import { assumed, type Location, written } from "../../../model/source.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { durationSetting, get, numberSetting } from "../fields.ts";

/**
 * Another upstream is asked only where `try_duration` or `retries` is set (reverseproxy.go, `tryAgain`): after a failed dial
 * always, after any other failure for GET alone, unless `retry_match` says which requests may be repeated.
 */
export function readRetry(handler: Value, at: Location): Retry {
  const balancing = get(handler, "load_balancing");
  const duration = durationSetting(balancing, "try_duration");
  const retries = numberSetting(balancing, "retries");
  const on: readonly RetryCondition[] = ["error", "timeout", "invalid-header"];
  if (duration === undefined && retries === undefined)
    return { on: assumed([], at), attempts: assumed(1, at), totalMs: assumed(0, at) };
  const place = get(balancing, "retry_match");
  return {
    on: place === undefined ? assumed(on, at) : written(on, locationOf(place)),
    attempts: retries === undefined ? assumed(0, at) : { ...retries, value: retries.value + 1 },
    totalMs: duration ?? assumed(0, at),
  };
}
