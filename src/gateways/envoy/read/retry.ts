import type { Retry, RetryCondition } from "../../../model/forward.ts";
import { assumed, type Location, written } from "../../../model/source.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { get, list, numberOf } from "../message.ts";

const SERVER_ERRORS: readonly RetryCondition[] = [500, 501, 502, 503, 504].map((status) => ({ status }));
const GATEWAY_ERRORS: readonly RetryCondition[] = [502, 503, 504].map((status) => ({ status }));

/** `x-envoy-retry-on` (docs: router filter). A read that times out counts as a reset. */
const CONDITIONS: ReadonlyMap<string, readonly RetryCondition[]> = new Map<string, readonly RetryCondition[]>(
  [
    ["5xx", ["error", "timeout", ...SERVER_ERRORS, "unsafe-methods"]],
    ["gateway-error", ["error", "timeout", ...GATEWAY_ERRORS, "unsafe-methods"]],
    ["reset", ["error", "timeout", "unsafe-methods"]],
    // the request was not sent, so that it may be repeated whatever it is
    ["connect-failure", ["error"]],
    ["refused-stream", ["error"]],
    ["reset-before-request", ["error"]],
    ["retriable-4xx", [{ status: 409 }, "unsafe-methods"]],
  ],
);

/** `retry_policy` of a route, or of its virtual host; without one nothing is tried again. */
export function readRetry(policy: Value | undefined, wholeMs: number, location: Location): Retry {
  const on = get(policy, "retry_on");
  const words = on === undefined ? [] : (scalarText(on) ?? "").split(",").map((word) => word.trim());
  const statuses = list(policy, "retriable_status_codes").flatMap((code) => numberOf(code) ?? []);
  const conditions = words.flatMap((word): readonly RetryCondition[] =>
    word === "retriable-status-codes" ? statuses.map((status) => ({ status })) : (CONDITIONS.get(word) ?? []),
  );
  const tries = get(policy, "num_retries");
  const count = numberOf(tries) ?? 1;
  const attempts = conditions.length === 0 ? 1 : count + 1;
  return {
    on: on === undefined ? assumed([], location) : written(distinct(conditions), locationOf(on)),
    attempts: tries === undefined ? assumed(attempts, location) : written(attempts, locationOf(tries)),
    totalMs: assumed(wholeMs, location),
  };
}

function distinct(conditions: readonly RetryCondition[]): readonly RetryCondition[] {
  return [...new Map(conditions.map((one) => [typeof one === "string" ? one : one.status, one])).values()];
}
