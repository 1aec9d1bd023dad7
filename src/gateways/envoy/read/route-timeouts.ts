import type { Forward } from "../../../model/forward.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { dig, durationOf, get } from "../message.ts";

/** A route's `timeout` from the end of the request to the end of the answer (route_components.proto). */
const ROUTE_MS = 15_000;
/** `stream_idle_timeout` of the connection manager. */
const STREAM_IDLE_MS = 300_000;

/**
 * How long a route waits: its `timeout` for the whole answer, `per_try_timeout` for each try, and the idle limit where
 * those are switched off. Zero stands for no limit.
 */
export function readTimeouts(
  action: Value,
  retry: Value | undefined,
  manager: Value,
  location: Location,
): Pick<Forward["timeouts"], "readIdleMs" | "requestMs"> {
  const whole = limit(get(action, "timeout")) ?? assumed(ROUTE_MS, location);
  const stream = limit(dig(action, "max_stream_duration", "max_stream_duration"));
  const request = whole.value === 0 ? stream : whole;
  const perTry = limit(get(retry, "per_try_timeout"));
  const idle =
    limit(get(action, "idle_timeout")) ??
    limit(get(manager, "stream_idle_timeout")) ??
    assumed(STREAM_IDLE_MS, location);
  const candidates = [perTry, request, idle].filter(
    (one): one is Setting<number> => one !== undefined && one.value > 0,
  );
  const shortest = candidates.reduce<Setting<number> | undefined>(
    (best, one) => (best === undefined || one.value < best.value ? one : best),
    undefined,
  );
  return {
    // an hour is the longest that nothing at all ends
    readIdleMs: shortest ?? assumed(3_600_000, location),
    requestMs: request === undefined || request.value === 0 ? undefined : request,
  };
}

function limit(value: Value | undefined): Setting<number> | undefined {
  const ms = durationOf(value);
  return value === undefined || ms === undefined ? undefined : written(ms, locationOf(value));
}
