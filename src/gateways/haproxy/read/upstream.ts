import type { EndpointForward, Upstream } from "../../../model/config.ts";
import type { Location } from "../../../model/source.ts";
import { parseAddress } from "../address.ts";
import { type Line, wordAt } from "../ast.ts";
import { type Parted, partLine } from "../line-view.ts";
import { refuse } from "../reading.ts";
import { linesOf, type OpenSection } from "../sections.ts";
import { proxyProtocol } from "./check-wire.ts";
import type { Site } from "./context.ts";
import { endpointView, placeOf, type Server } from "./endpoint.ts";
import { flagOption, type LineOptions, NO_OPTIONS } from "./line-options.ts";
import { inherited, type ProxySection } from "./proxy.ts";
import { isAnywhere, isService, readServer, type ServerHead } from "./server.ts";
import {
  addDefaults,
  NO_DEFAULTS,
  type ServerDefaults,
  type ServerOptions,
  serverOptions,
} from "./server-options.ts";
import { readTls, verifies } from "./tls.ts";
import { tracking } from "./tracked.ts";
import { upstreamView } from "./upstream-view.ts";

/** A backend with what its servers have in common on the wire, taken from the first of them. */
export interface Backend {
  readonly upstream: Upstream;
  readonly common: () => EndpointForward;
  readonly options: LineOptions;
}

/** Reads the servers of a backend or listen (section 5.2). */
export function readBackend(proxy: ProxySection, clientPort: number | undefined, site: Site): Backend {
  const servers: Server[] = [];
  let discovered: Upstream["discovery"];
  let base = defaultOptions(proxy.section.defaults, site);
  const names = new Map<string, Line>();
  for (const line of proxy.section.lines) {
    const { keyword } = line;
    if (keyword === "default-server") base = addDefaults(line, base, site.reading);
    if (keyword !== "server" && keyword !== "server-template") continue;
    const parted = partLine(line, keyword === "server" ? 3 : 4);
    if (parted === undefined) {
      refuse(site.reading, line, `'${keyword}' expects <name> and <addr>[:<port>] as arguments.`);
      continue;
    }
    const head = headOf(line, parted);
    if (keyword === "server") reportTwice(head, names, proxy, site);
    const what = `${keyword} ${proxy.name}/${head.name}`;
    const options = serverOptions(line, parted, base, what, head.name, site.reading);
    reportTrust(line, options, what, site);
    const server = readServer(head, options, clientPort, proxy, site);
    if (server !== undefined) servers.push(tracking(server, proxy, site));
    else discovered ??= discoveryOf(head);
  }
  site.servers.set(proxy.name, servers);
  return backendOf(proxy, servers, discovered, site);
}

/** TLS verifies by default, and then needs to know whom to trust (ssl_sock_prepare_srv_ctx, src/ssl_sock.c). */
function reportTrust(line: Line, options: LineOptions, what: string, site: Site): void {
  const isTls = options.has("ssl") || (options.has("check-ssl") && options.has("check"));
  if (!isTls || options.has("ca-file") || !verifies(options, site)) return;
  site.reading.report({
    cause: "tls-trust-missing",
    message: `'${what}' : verify is enabled by default but no CA file specified`,
    location: wordAt(line, 1),
    refusesConfig: true,
    about: line.words[1],
  });
}

/** `server NAME ADDRESS …`, or `server-template PREFIX COUNT ADDRESS …`, whose slots are filled with what it resolves to. */
function headOf(line: Line, { head, columns }: Parted): ServerHead {
  const index = head.length - 1;
  return { line, name: head[1] ?? "", text: head[index] ?? "", index, column: columns[index] ?? 1 };
}

/** What a `defaults` section says of servers, once for all proxies that start from it. */
function defaultOptions(section: OpenSection | undefined, site: Site): ServerDefaults {
  if (section === undefined) return NO_DEFAULTS;
  const known = site.serverDefaults.get(section);
  if (known !== undefined) return known;
  let options = defaultOptions(section.defaults, site);
  for (const line of linesOf(section, "default-server")) options = addDefaults(line, options, site.reading);
  site.serverDefaults.set(section, options);
  return options;
}

function reportTwice(
  { line, name }: ServerHead,
  names: Map<string, Line>,
  proxy: ProxySection,
  site: Site,
): void {
  const first = names.get(name);
  if (first === undefined) {
    names.set(name, line);
    return;
  }
  refuse(
    site.reading,
    line,
    `proxy '${proxy.name}', another server named '${name}' was already defined at line ${first.number}, please use distinct names.`,
    1,
    proxy.name,
  );
}

function backendOf(
  proxy: ProxySection,
  servers: readonly Server[],
  discovery: Upstream["discovery"],
  site: Site,
): Backend {
  const [first] = servers;
  const options = first?.options;
  const isRanked = onlyFirstBackup(proxy);
  let backups = 0;
  const endpoints = servers.map((server) => {
    const rank = isRanked && server.options.has("backup") ? ++backups : undefined;
    return endpointView(server, rank, ownWire(server, options, site));
  });
  const place = first === undefined ? wordAt(proxy.section.line, 1) : placeOf(first);
  return {
    upstream: upstreamView(proxy, servers, endpoints, discovery, site),
    common: () => wireOf(options ?? NO_OPTIONS, place, site),
    options: options ?? NO_OPTIONS,
  };
}

/** Who tells the places of a server that has none of its own. */
function discoveryOf({ line, text, column }: ServerHead): Upstream["discovery"] {
  const address = parseAddress(text);
  const told = { isKnown: false, location: { file: line.file, line: line.number, column } };
  if (isAnywhere(address))
    return { kind: "destination", source: "the address that the client wanted", ...told };
  return isService(address) ? { kind: "platform", source: `SRV records of ${text}`, ...told } : undefined;
}

/** Without `option allbackups` one backup is used at a time, in the order of the lines. */
function onlyFirstBackup(proxy: ProxySection): boolean {
  return !inherited(proxy, "option").some(
    ({ words, modifier }) => words[1] === "allbackups" && modifier === undefined,
  );
}

/** How a server is spoken to, as far as its own line says it. */
function wireOf(options: LineOptions, at: Location, site: Site): EndpointForward {
  const ssl = flagOption(options, "ssl");
  return {
    tls: ssl === undefined ? undefined : readTls(options, ssl.location, site),
    proxyProtocol: proxyProtocol(options, at),
  };
}

const WIRE = [
  "ssl",
  "verify",
  "verifyhost",
  "ca-file",
  "sni",
  "crt",
  "alpn",
  "ssl-min-ver",
  "ssl-max-ver",
  "send-proxy",
  "send-proxy-v2",
  "send-proxy-v2-ssl",
  "send-proxy-v2-ssl-cn",
];

/** Undefined for a server that is spoken to as the first one is. */
function ownWire(server: Server, common: ServerOptions | undefined, site: Site): EndpointForward | undefined {
  const { options } = server;
  if (common === undefined || options.set === common.set || wireText(options) === wireText(common))
    return undefined;
  return wireOf(options, placeOf(server), site);
}

/** Never empty. */
function wireText(options: ServerOptions): string {
  if (options.set.wire === "")
    options.set.wire = WIRE.map((name) => options.set.entries.get(name)?.value).join("\n");
  return options.set.wire;
}

/** Whether a backend has any line that names a server. */
export function hasServers(proxy: ProxySection): boolean {
  return proxy.section.lines.some(({ keyword }) => keyword === "server" || keyword === "server-template");
}
