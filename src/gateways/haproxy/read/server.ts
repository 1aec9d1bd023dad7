import type { Ejection, Endpoint, NameResolution, Target } from "../../../model/config.ts";
import { targetText } from "../../../model/evidence.ts";
import { assumed, type Location, written } from "../../../model/source.ts";
import { type Address, parseAddress, targetOf } from "../address.ts";
import { type Line, wordAt } from "../ast.ts";
import { refuse } from "../reading.ts";
import { endpointCheck } from "./check.ts";
import type { Site } from "./context.ts";
import { inherited, type ProxySection } from "./proxy.ts";
import { resolversOf } from "./resolvers.ts";
import { countOption, flagOption, type LineOptions, timeOption, valueAt } from "./server-options.ts";

export interface Server {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly options: LineOptions;
}

/** Where a server without a port of its own is asked: the port that clients come to. */
const UNKNOWN_PORT = 80;

/** One `server NAME ADDRESS …`; undefined for one that has no place uhc could go to. */
export function readServer(
  line: Line,
  options: LineOptions,
  clientPort: number | undefined,
  proxy: ProxySection,
  site: Site,
): Server | undefined {
  const [, name = "", text = ""] = line.words;
  const address = parseAddress(text);
  const { reading } = site;
  const owner = proxy.name;
  if (address.kind === "invalid") {
    reading.report({
      cause: "upstream-address-invalid",
      message: `'server ${owner}/${name}' : ${address.message}`,
      location: wordAt(line, 2),
      refusesConfig: true,
      about: owner,
    });
    return undefined;
  }
  if (address.kind === "host" && address.lastPort !== undefined)
    refuse(reading, line, `'server ${owner}/${name}' : port range not permitted here in '${text}'`, 2);
  // servers of SRV records bring their ports along, and are not known before
  if (isService(address)) return undefined;
  if (address.kind === "host" && address.port === undefined && lacksCheckPort(options, proxy))
    refuse(
      reading,
      line,
      `backend '${owner}': server '${name}' has neither service port nor check port.`,
      1,
      owner,
    );
  // an address of zero stands for where the client wanted to go
  if (address.kind === "other" || isAnywhere(address)) return undefined;
  const base = clientPort ?? UNKNOWN_PORT;
  const port = address.kind === "host" && address.offset !== undefined ? base + address.offset : base;
  const target = targetOf(address, port);
  const endpoint = endpointOf(target, address, options, wordAt(line, 2), site);
  // the slots of a template are told apart by their addresses
  const isOne = line.words[0] === "server";
  return { name, endpoint: isOne ? { ...endpoint, alias: name } : endpoint, options };
}

/** "_http._tcp.app.internal" (RFC 2782). */
export function isService(address: Address): boolean {
  return address.kind === "host" && address.host.startsWith("_");
}

/** A check has to know where to go (srv_check_healthcheck_port, src/check.c). */
function lacksCheckPort(options: LineOptions, proxy: ProxySection): boolean {
  if (!options.has("check") || options.has("port") || options.has("addr")) return false;
  const rules = [...inherited(proxy, "tcp-check"), ...inherited(proxy, "http-check")];
  return !rules.some(({ words }) => words[1] === "connect" && words.includes("port"));
}

/** Requests go wherever the client wanted to go. */
export function isAnywhere(address: Address): boolean {
  return (
    address.kind === "host" && (address.host === "" || address.host === "0.0.0.0" || address.host === "::")
  );
}

function endpointOf(
  target: Target,
  address: Address,
  options: LineOptions,
  location: Location,
  site: Site,
): Endpoint {
  const maxConnections = countOption(options, "maxconn");
  return {
    endpoint: targetText(target),
    target,
    role: options.has("backup") ? "backup" : "primary",
    intent: intentOf(options, location),
    weight: countOption(options, "weight") ?? assumed(1, location),
    // 0 stands for no limit
    maxConnections: maxConnections?.value === 0 ? undefined : maxConnections,
    ejection: ejectionOf(options, location),
    resolution: resolutionOf(target, address, options, location, site),
    check: endpointCheck(options),
    location,
  };
}

/** `disabled` is maintenance; a weight of 0 takes no new clients. */
function intentOf(options: LineOptions, location: Location): Endpoint["intent"] {
  const disabled = flagOption(options, "disabled");
  if (disabled !== undefined) return written("maintenance", disabled.location);
  const weight = countOption(options, "weight");
  return weight?.value === 0 ? written("drain", weight.location) : assumed("active", location);
}

/** `observe` with `error-limit` (10): so many failures in a row count as a failed check, or as several. */
function ejectionOf(options: LineOptions, location: Location): Ejection | undefined {
  const observe = options.get("observe");
  if (observe === undefined || !options.has("check")) return undefined;
  const interval = timeOption(options, "inter") ?? assumed(2_000, location);
  const rise = countOption(options, "rise")?.value ?? 2;
  return {
    failures: countOption(options, "error-limit") ?? assumed(10, valueAt(observe)),
    windowMs: undefined,
    penaltyMs: assumed(interval.value * rise, interval.location),
  };
}

function resolutionOf(
  target: Target,
  address: Address,
  options: LineOptions,
  location: Location,
  site: Site,
): NameResolution {
  if (target.kind === "unix" || target.isAddress) return { kind: "none" };
  const own = resolversOf(options, location, site);
  if (own !== undefined) return own;
  const family = address.kind === "host" ? address.family : undefined;
  return {
    kind: "system",
    ...(family !== undefined && { families: [family] }),
    picks: { family: undefined, isFirstOnly: true, location },
  };
}
