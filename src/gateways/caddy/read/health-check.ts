import { boundedPattern } from "../../../model/bounded-pattern.ts";
import type { Ejection } from "../../../model/config.ts";
import type { HeaderSetting } from "../../../model/forward.ts";
import type { HealthCheck, StatusRange } from "../../../model/health-check.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { itemsOf, locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { dig, durationSetting, entries, get, numberSetting, textSetting } from "../fields.ts";
import { toTemplate } from "../placeholder.ts";
import { lacks, type Reading } from "../reading.ts";
import type { Transport } from "./transport.ts";

const INTERVAL_MS = 30_000;
const TIMEOUT_MS = 5_000;

/**
 * `health_checks.active` (reverseproxy/healthchecks.go): on only with `uri`, `path` or `port`. The request goes over the
 * transport of the traffic, with a Host of its own: the place that is dialled, port included.
 */
export function readHealthCheck(
  handler: Value,
  transport: Transport,
  reading: Reading,
): HealthCheck | undefined {
  const active = dig(handler, "health_checks", "active");
  const uri = textSetting(active, "uri") ?? textSetting(active, "path");
  const port = numberSetting(active, "port");
  const start = uri ?? port;
  if (active === undefined || start === undefined) return undefined;
  // it panics there, and marks nobody (fastcgi.go wants the client's request, which a check has none of)
  if (transport.protocol === "fastcgi" && lacks(reading, "2.6.3")) return undefined;
  const at = locationOf(active);
  const { host, headers } = readHeaders(active, at);
  return {
    protocol: "http",
    intervalMs: durationSetting(active, "interval") ?? assumed(INTERVAL_MS, at),
    timeoutMs: durationSetting(active, "timeout") ?? assumed(TIMEOUT_MS, at),
    unhealthyAfter: counted(active, "fails", at, reading),
    healthyAfter: counted(active, "passes", at, reading),
    port,
    method: lacks(reading, "2.9.0")
      ? assumed("GET", at)
      : (textSetting(active, "method") ?? assumed("GET", at)),
    path: uri === undefined ? assumed("/", at) : { ...uri, value: pathOf(uri.value) },
    rawRequest: undefined,
    expectStatus: expectStatus(active, at, reading),
    grpcService: undefined,
    startsDown: false,
    ...(host !== undefined && { host }),
    headers,
    ...expectBody(active, reading),
    location: at,
  };
}

function pathOf(uri: string): string {
  const own = uri.replace(/#.*$/s, "");
  return own.startsWith("/") ? own : `/${own}`;
}

/** `passes` and `fails` came with 2.8.0; before, one is enough. */
function counted(active: Value, name: string, at: Location, reading: Reading): Setting<number> {
  return (lacks(reading, "2.8.0") ? undefined : numberSetting(active, name)) ?? assumed(1, at);
}

/**
 * `expect_status` is a status, or its first digit. Without it any 2xx will do since 2.8.0; before also any 3xx, where a
 * redirect was followed and what came of it counted.
 */
function expectStatus(active: Value, at: Location, reading: Reading): Setting<readonly StatusRange[]> {
  const own = numberSetting(active, "expect_status");
  const last = lacks(reading, "2.8.0") ? 399 : 299;
  if (own === undefined) return assumed([{ from: 200, to: last }], at);
  const { value, location } = own;
  const range = value < 100 ? { from: value * 100, to: value * 100 + 99 } : { from: value, to: value };
  // what a followed redirect leads to may have it
  const followed = lacks(reading, "2.8.0")
    ? [range, { from: 301, to: 303 }, { from: 307, to: 308 }]
    : [range];
  return written(followed, location);
}

/** A regular expression of Go, that is found anywhere in the body (healthchecks.go, `bodyRegexp`). */
function expectBody(active: Value, reading: Reading): Pick<HealthCheck, "expectBody" | "expectBodyRule"> {
  const own = textSetting(active, "expect_body");
  if (own === undefined) return {};
  const { value: text, location } = own;
  if (!/[\\^$.*+?()[\]{}|]/.test(text)) return { expectBody: written([text], location) };
  if (boundedPattern(text, 0) === undefined)
    reading.note(`the pattern ${text} of expect_body is not followed: any body will do`);
  return { expectBodyRule: written({ kind: "pattern", text, isNegated: false }, location) };
}

/** The headers of a check, and what Go's net/http adds by itself. */
function readHeaders(
  active: Value,
  at: Location,
): { readonly host: Setting<string> | undefined; readonly headers: readonly HeaderSetting[] } {
  let host: Setting<string> | undefined;
  const headers: HeaderSetting[] = [];
  for (const [name, value] of entries(get(active, "headers"))) {
    const [first] = itemsOf(value);
    const text = first === undefined ? undefined : scalarText(first);
    if (first === undefined || text === undefined) continue;
    const location = locationOf(first);
    if (name.toLowerCase() === "host") host = written(text, location);
    else headers.push({ name, value: toTemplate(text), location });
  }
  const named = new Set(headers.map(({ name }) => name.toLowerCase()));
  const added: readonly HeaderSetting[] = [
    { name: "Connection", value: [], location: at },
    { name: "Accept-Encoding", value: ["gzip"], location: at },
  ];
  return { host, headers: [...headers, ...added.filter(({ name }) => !named.has(name.toLowerCase()))] };
}

/** `health_checks.passive`: on only with `fail_duration`, for which each failure is remembered. */
export function readEjection(handler: Value): Ejection | undefined {
  const passive = dig(handler, "health_checks", "passive");
  const window = durationSetting(passive, "fail_duration");
  if (passive === undefined || window === undefined) return undefined;
  return {
    failures: numberSetting(passive, "max_fails") ?? assumed(1, locationOf(passive)),
    windowMs: window,
    penaltyMs: window,
  };
}
