import type { Ejection, Endpoint, NameResolution } from "../../../model/config.ts";
import { targetText } from "../../../model/evidence.ts";
import { assumed, type Location } from "../../../model/source.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { type Address, parseAddress, targetOf } from "../address.ts";
import { dig, get, list, numberSetting, text, texts } from "../fields.ts";
import { hasPlaceholder, unsetVariables, withEnvironment } from "../placeholder.ts";
import type { Reading } from "../reading.ts";

/** Who turns the names of a pool into addresses: Go, at each dial; through servers of its own where the config names some. */
export function resolutionOf(
  holder: Value | undefined,
  at: Location,
): Extract<NameResolution, { readonly kind: "system" | "own" }> {
  const resolver = get(holder, "resolver");
  const servers = texts(resolver, "addresses");
  if (resolver === undefined || servers.length === 0)
    return { kind: "system", when: "run-time", fallsOver: true };
  const resolvers = servers.map((server) => withPort(server.replace(/^(?:udp|tcp)\//, "")));
  return {
    kind: "own",
    when: "run-time",
    resolvers: { value: resolvers, isDefault: false, location: locationOf(resolver) },
    families: ["ipv4", "ipv6"],
    timeoutMs: assumed(5_000, at),
    fallsOver: true,
  };
}

function withPort(server: string): string {
  const address = parseAddress(server);
  if (address.kind !== "host" || address.port !== undefined) return server;
  return address.host.includes(":") ? `[${address.host}]:53` : `${address.host}:53`;
}

export interface EndpointSite {
  readonly reading: Reading;
  readonly resolution: NameResolution;
  readonly ejection: Ejection | undefined;
  /** Most requests under way at once, where the endpoint says nothing itself. */
  readonly requestCount: Endpoint["maxConnections"];
}

/** Where an entry of `upstreams` leads, as far as that does not depend on the request. */
export function dialOf(entry: Value, { environment }: Reading): string {
  return withEnvironment(text(entry, "dial") ?? "", environment);
}

/** The `upstreams` of a handler whose place the config tells. */
export function readEndpoints(handler: Value, site: EndpointSite): readonly Endpoint[] {
  return list(handler, "upstreams").flatMap((entry) => {
    const dial = dialOf(entry, site.reading);
    const at = get(entry, "dial") ?? entry;
    if (hasPlaceholder(dial)) return [];
    const unset = unsetVariables(text(entry, "dial") ?? "", site.reading.environment);
    if (unset.length > 0)
      reportAddress(
        text(entry, "dial") ?? "",
        `${unset.join(", ")} is not set in the environment of Caddy`,
        at,
        site.reading,
      );
    const address = parseAddress(dial);
    const wrong = faultOf(dial, address);
    if (wrong !== undefined) reportAddress(dial, wrong, at, site.reading);
    if (address.kind !== "host" && address.kind !== "unix") return [];
    const own = numberSetting(entry, "max_requests");
    return [endpointAt(address, locationOf(at), { ...site, requestCount: own ?? site.requestCount })];
  });
}

export function endpointAt(
  address: Extract<Address, { kind: "host" | "unix" }>,
  location: Location,
  { resolution, ejection, requestCount }: EndpointSite,
): Endpoint {
  const target = targetOf(address);
  return {
    endpoint: targetText(target),
    target,
    role: "primary",
    intent: assumed("active", location),
    weight: assumed(1, location),
    maxConnections: requestCount,
    ejection,
    resolution: target.kind === "unix" || target.isAddress ? { kind: "none" } : resolution,
    location,
  };
}

/** What keeps Caddy from dialling an address; it says so with each request (hosts.go, `fillDialInfo`). */
function faultOf(dial: string, address: Address): string | undefined {
  if (address.kind === "invalid") return address.message;
  if (address.kind !== "host") return undefined;
  const { network, port, lastPort } = address;
  if (!/^(?:tcp|udp)[46]?$/.test(network))
    return network.endsWith(":")
      ? "it is a URL, and a dial address has no scheme"
      : `unknown network ${network}`;
  if (port !== lastPort)
    return `dial address must represent precisely one socket: ${dial} represents several`;
  return port === undefined || port === 0 ? "it names no port" : undefined;
}

function reportAddress(dial: string, wrong: string, at: Value, { report }: Reading): void {
  report({
    cause: "upstream-address-invalid",
    message: `upstream ${dial}: ${wrong}`,
    location: locationOf(at),
    refusesConfig: false,
    about: dial,
  });
}

/** Upstreams that are told while Caddy runs (upstreams.go): by A and AAAA records as good as by any name that is dialled. */
export interface Dynamic {
  readonly endpoints: readonly Endpoint[];
  /** Whose SRV records tell the rest. */
  readonly records: readonly string[];
  readonly others: readonly string[];
}

export function readDynamic(source: Value | undefined, site: EndpointSite): Dynamic {
  const kind = text(source, "source");
  if (source === undefined || kind === undefined) return { endpoints: [], records: [], others: [] };
  if (kind === "multi") {
    const all = list(source, "sources").map((one) => readDynamic(one, site));
    return {
      endpoints: all.flatMap(({ endpoints }) => endpoints),
      records: all.flatMap(({ records }) => records),
      others: all.flatMap(({ others }) => others),
    };
  }
  const name = text(source, "name") ?? "";
  if (kind === "srv") {
    const parts = [text(source, "service"), text(source, "proto")].flatMap((part) =>
      part === undefined ? [] : [`_${part.replace(/^_/, "")}.`],
    );
    return { endpoints: [], records: [`${parts.join("")}${name}`], others: [] };
  }
  const port = text(source, "port") ?? "80";
  if (kind !== "a" || hasPlaceholder(name + port) || !/^\d{1,5}$/.test(port))
    return { endpoints: [], records: [], others: [kind === "a" ? `${name}:${port}` : kind] };
  const address = {
    kind: "host",
    network: "tcp",
    host: name,
    port: Number(port),
    lastPort: Number(port),
  } as const;
  const at = locationOf(get(source, "name") ?? source);
  // each address is an upstream of its own
  const { fallsOver: _, ...resolution } = resolutionOf(source, locationOf(source));
  return { endpoints: [endpointAt(address, at, { ...site, resolution })], records: [], others: [] };
}

/** `health_checks.passive.unhealthy_request_count`. */
export function requestCount(handler: Value): Endpoint["maxConnections"] {
  return numberSetting(dig(handler, "health_checks", "passive"), "unhealthy_request_count");
}
