import type { NameResolution, Target } from "../../../model/config.ts";
import type { Location } from "../../../model/source.ts";
import { type Address, parseAddress, targetOf } from "../address.ts";
import { isOpen, type Line } from "../ast.ts";
import { refuse } from "../reading.ts";
import { globalLine, type Site } from "./context.ts";
import { placeOf, type Server } from "./endpoint.ts";
import { inherited, type ProxySection } from "./proxy.ts";
import { resolversOf } from "./resolvers.ts";
import type { ServerOptions } from "./server-options.ts";

/** Where a server without a port of its own is asked: the port that clients come to. */
const UNKNOWN_PORT = 80;
const NOTHING_TO_RESOLVE: NameResolution = { kind: "none" };

/** What a line says of a server before its options. */
export interface ServerHead {
  readonly line: Line;
  readonly name: string;
  readonly text: string;
  /** Which word the address is, and its column. */
  readonly index: number;
  readonly column: number;
}

/** One `server NAME ADDRESS …`; undefined for one that has no place uhc could go to. */
export function readServer(
  head: ServerHead,
  options: ServerOptions,
  clientPort: number | undefined,
  proxy: ProxySection,
  site: Site,
): Server | undefined {
  const { line, name, column } = head;
  const address = parseAddress(head.text);
  if (address.kind === "invalid") {
    site.reading.report({
      cause: "upstream-address-invalid",
      message: `'server ${proxy.name}/${name}' : ${address.message}`,
      location: { file: line.file, line: line.number, column },
      refusesConfig: true,
      about: proxy.name,
    });
    return undefined;
  }
  if (address.kind === "host") reportPort(address, head, options, proxy, site);
  // an address of zero stands for where the client wanted to go; servers of SRV records bring their ports along
  if (address.kind === "other" || isService(address) || isAnywhere(address)) return undefined;
  const base = clientPort ?? UNKNOWN_PORT;
  const port = address.kind === "host" && address.offset !== undefined ? base + address.offset : base;
  const written = targetOf(address, port);
  const target = belowRoot(written, site);
  const server = {
    ...{ name, line, column, target, options, resolution: NOTHING_TO_RESOLVE },
    ...(target !== written && { written }),
  };
  if (target.kind === "unix" || target.isAddress) return server;
  const resolution = resolutionOf(address, options, placeOf(server), site);
  return { ...server, resolution: line.keyword === "server-template" ? forAllSlots(resolution) : resolution };
}

/** Each slot of a template takes an address that no other slot has, of whatever family is left (resolv_get_ip_from_response). */
function forAllSlots(resolution: NameResolution): NameResolution {
  if (!("picks" in resolution)) return resolution;
  const { picks: _, ...whole } = resolution;
  return whole;
}

/**
 * Workers go below `chroot` before they connect anywhere, so that the path of a socket is looked up from there (configuration
 * manual 2.6, section 3.1; `init` in src/haproxy.c). Abstract sockets have no path.
 */
function belowRoot(target: Target, site: Site): Target {
  const root = globalLine(site, "chroot")?.words[1]?.replace(/\/+$/, "") ?? "";
  const isBelow =
    target.kind === "unix" && target.path.startsWith("/") && root.startsWith("/") && !isOpen(root);
  return isBelow ? { ...target, path: root + target.path } : target;
}

/** What HAProxy refuses a port for, or the lack of one. */
function reportPort(
  address: Extract<Address, { kind: "host" }>,
  { line, name, text, index }: ServerHead,
  options: ServerOptions,
  proxy: ProxySection,
  { reading }: Site,
): void {
  const owner = proxy.name;
  if (address.lastPort !== undefined)
    refuse(reading, line, `'server ${owner}/${name}' : port range not permitted here in '${text}'`, index);
  if (address.port !== undefined || isService(address) || !lacksCheckPort(options, proxy)) return;
  const message = `backend '${owner}': server '${name}' has neither service port nor check port.`;
  refuse(reading, line, message, 1, owner);
}

/** "_http._tcp.app.internal" (RFC 2782). */
export function isService(address: Address): boolean {
  return address.kind === "host" && address.host.startsWith("_");
}

/** A check has to know where to go (srv_check_healthcheck_port, src/check.c). */
function lacksCheckPort(options: ServerOptions, proxy: ProxySection): boolean {
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

function resolutionOf(
  address: Address,
  options: ServerOptions,
  location: Location,
  site: Site,
): NameResolution {
  const own = resolversOf(options, location, site);
  if (own !== undefined) return own;
  // started without an address, it never gets one: MAINT (resolution)
  if (options.get("init-addr")?.value === "none") return { kind: "missing" };
  const family = address.kind === "host" ? address.family : undefined;
  return {
    kind: "system",
    ...(family !== undefined && { families: [family] }),
    picks: { family: undefined, isFirstOnly: true, location },
  };
}
