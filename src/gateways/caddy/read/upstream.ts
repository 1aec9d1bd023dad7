import type { Endpoint, Upstream } from "../../../model/config.ts";
import type { HealthCheck } from "../../../model/health-check.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { dig, get, list, text } from "../fields.ts";
import { hasPlaceholder } from "../placeholder.ts";
import { lacks, type Reading } from "../reading.ts";
import { dialOf, readDynamic, readEndpoints, requestCount, resolutionOf } from "./endpoints.ts";
import { readEjection, readHealthCheck } from "./health-check.ts";
import { exceptPorts } from "./tls.ts";
import type { Transport } from "./transport.ts";

/** Reads the pool of a `reverse_proxy` handler: each handler has its own, with a health of its own. */
export function readUpstream(handler: Value, transport: Transport, reading: Reading): Upstream {
  const at = locationOf(handler);
  const resolution = resolutionOf(transport.value, at);
  const site = { reading, resolution, ejection: readEjection(handler), requestCount: requestCount(handler) };
  const source = get(handler, "dynamic_upstreams");
  const dynamic = readDynamic(source, site);
  const isTold = source !== undefined;
  // what is told takes the place of the list, unless nobody tells anything
  const listed = isTold ? [] : readEndpoints(handler, site);
  const check = isTold ? undefined : readHealthCheck(handler, transport, reading);
  const balance = balanceOf(handler, at);
  const endpoints = [...withRoles(listed, balance.value), ...dynamic.endpoints].map((one) =>
    withIntent(withWire(withCheck(one, check), transport), handler, reading),
  );
  const open = list(handler, "upstreams").filter((entry) => hasPlaceholder(dialOf(entry, reading)));
  // what only DNS or the request tells
  const untold = open.length + dynamic.others.length + dynamic.records.length;
  const form = endpoints.length > 0 || untold === 0 ? "group" : "variable";
  const [told] = dynamic.records;
  const name =
    endpoints[0]?.endpoint ?? told ?? text(open[0], "dial") ?? dynamic.others[0] ?? "reverse_proxy";
  if (!isTold && list(handler, "upstreams").length === 0) reportEmpty(name, at, reading);
  return {
    id: name,
    name,
    form,
    endpoints,
    balance,
    keepalive: transport.keepalive,
    healthCheck: check,
    // passive failures are counted for an address, whoever meets them
    sharesState: true,
    ...(source !== undefined && told !== undefined && { discovery: discoveryOf(told, source) }),
    location: list(handler, "upstreams")[0] === undefined ? at : locationOf(firstDial(handler)),
  };
}

function reportEmpty(name: string, location: Location, { report }: Reading): void {
  report({
    cause: "upstream-empty",
    message: "reverse_proxy has no upstream: each request is answered 503, no upstreams available",
    location,
    refusesConfig: false,
    about: name,
  });
}

function discoveryOf(records: string, source: Value): NonNullable<Upstream["discovery"]> {
  return {
    kind: "platform",
    source: `SRV records of ${records}`,
    isKnown: false,
    location: locationOf(source),
  };
}

/** The policy `first` takes the first one that is available in the order of the list: the others stand by (selectionpolicies.go). */
function withRoles(listed: readonly Endpoint[], policy: string): readonly Endpoint[] {
  if (policy !== "first") return listed;
  return listed.map((one, index) => (index === 0 ? one : { ...one, role: "backup" }));
}

function firstDial(handler: Value): Value {
  const [first] = list(handler, "upstreams");
  return get(first, "dial") ?? first ?? handler;
}

/** The Host header of a check is the place that it asks, unless it sets its own; a socket stands for `localhost`. */
function withCheck(endpoint: Endpoint, check: HealthCheck | undefined): Endpoint {
  if (check === undefined) return endpoint;
  const { target, location } = endpoint;
  const port = check.port?.value;
  const place =
    target.kind === "unix" ? "localhost" : endpoint.endpoint.replace(/:\d+$/, `:${port ?? target.port}`);
  const host = check.host === undefined ? assumed(place, location) : undefined;
  return { ...endpoint, check: { port: check.port, host, isOff: false } };
}

/** Ports in `except_ports` are spoken to in plaintext. */
function withWire(endpoint: Endpoint, { tls, proxyProtocol, value }: Transport): Endpoint {
  const { target } = endpoint;
  const isPlain =
    tls !== undefined && target.kind === "tcp" && exceptPorts(get(value, "tls")).has(String(target.port));
  return isPlain ? { ...endpoint, forward: { tls: undefined, proxyProtocol } } : endpoint;
}

function balanceOf(handler: Value, at: Location): Setting<string> {
  const policy = dig(handler, "load_balancing", "selection_policy", "policy");
  const name = text(dig(handler, "load_balancing", "selection_policy"), "policy");
  return policy === undefined || name === undefined
    ? assumed("random", at)
    : written(name, locationOf(policy));
}

/**
 * Until 2.7.5 passive checks without `fail_duration` and `max_fails` compare no failures with a limit of none, so that nobody is
 * ever available (hosts.go, `Healthy`: 0 < 0); the config keeps them all out.
 */
function withIntent(endpoint: Endpoint, handler: Value, reading: Reading): Endpoint {
  const passive = dig(handler, "health_checks", "passive");
  const isSet = ["fail_duration", "max_fails"].some((name) => (text(passive, name) ?? "0") !== "0");
  if (passive === undefined || isSet || !lacks(reading, "2.7.5")) return endpoint;
  return { ...endpoint, intent: written("down", locationOf(passive)) };
}
