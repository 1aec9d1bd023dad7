import type { Retry, RetryCondition } from "../../../model/forward.ts";
import { assumed, written } from "../../../model/source.ts";
import { nearest } from "../context.ts";
import type { PassContext } from "./pass-context.ts";
import { flagSetting, numberSetting, refuse, timeSetting } from "./settings.ts";

/** Words of `*_next_upstream` that are conditions. */
const CONDITIONS: ReadonlyMap<string, RetryCondition> = new Map<string, RetryCondition>([
  ["error", "error"],
  ["timeout", "timeout"],
  ["invalid_header", "invalid-header"],
  ["invalid_response", "invalid-header"],
  ["non_idempotent", "unsafe-methods"],
  ["not_found", { status: 404 }],
  ["http_500", { status: 500 }],
  ["http_502", { status: 502 }],
  ["http_503", { status: 503 }],
  ["http_504", { status: 504 }],
  ["http_403", { status: 403 }],
  ["http_404", { status: 404 }],
  ["http_429", { status: 429 }],
]);
/** `denied` counts endpoints that health checks switched off, `updating` is a word of caches. */
const NO_CONDITIONS = new Set(["off", "denied", "updating"]);

/** When another endpoint is tried for the same request: `*_next_upstream`, `…_tries`, `…_timeout`. */
export function readRetry(context: PassContext): Retry {
  const { names } = context.kind;
  return {
    on: conditions(context, names.nextUpstream),
    attempts: numberSetting(context, names.nextUpstreamTries, 0),
    totalMs: timeSetting(context, names.nextUpstreamTimeout, 0),
  };
}

function conditions(context: PassContext, name: string): Retry["on"] {
  const [line] = nearest(context.scope, name);
  const [first] = line?.words ?? [];
  if (line === undefined || first === undefined) return assumed(["error", "timeout"], context.actsOn);
  const on = line.words.flatMap((word, index) => {
    const condition = CONDITIONS.get(word.text);
    if (condition === undefined && !NO_CONDITIONS.has(word.text))
      refuse(context, line, `invalid value "${word.text}"`, index);
    return condition === undefined ? [] : [condition];
  });
  return written(line.words.some((word) => word.text === "off") ? [] : on, first.location);
}

/** In stream, another endpoint is tried only while none is connected. */
export function readStreamRetry(context: PassContext): Retry {
  const isOn = flagSetting(context, "proxy_next_upstream", true);
  return {
    on: { ...isOn, value: isOn.value ? ["error", "timeout"] : [] },
    attempts: numberSetting(context, "proxy_next_upstream_tries", 0),
    totalMs: timeSetting(context, "proxy_next_upstream_timeout", 0),
  };
}
