import type { Endpoint, EndpointForward, Upstream } from "../../../model/config.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { parseAddress } from "../address.ts";
import { type Line, wordAt } from "../ast.ts";
import { refuse } from "../reading.ts";
import type { OpenSection } from "../sections.ts";
import { proxyProtocol, readCheck } from "./check.ts";
import type { Site } from "./context.ts";
import { isMeantEmpty } from "./meant-empty.ts";
import { inherited, last, own, type ProxySection } from "./proxy.ts";
import { isAnywhere, isService, readServer, type Server } from "./server.ts";
import { flagOption, type LineOptions, serverOptions } from "./server-options.ts";
import { judgeValues } from "./server-values.ts";
import { readTls, verifies } from "./tls.ts";

/** A backend with what its servers have in common on the wire, taken from the first of them. */
export interface Backend {
  readonly upstream: Upstream;
  readonly common: EndpointForward;
  readonly options: LineOptions;
}

const NO_OPTIONS: LineOptions = new Map();

/** Reads the servers of a backend or listen (section 5.2). */
export function readBackend(proxy: ProxySection, clientPort: number | undefined, site: Site): Backend {
  const servers: Server[] = [];
  let discovered: Upstream["discovery"];
  let base = defaultOptions(proxy.section.defaults, site);
  const names = new Map<string, Line>();
  for (const line of proxy.section.lines) {
    const [keyword, name = ""] = line.words;
    if (keyword === "default-server") base = serverOptions(line, 1, base, `default-server`, site.reading);
    if (keyword !== "server" && keyword !== "server-template") continue;
    if (line.words.length < (keyword === "server" ? 3 : 4)) {
      refuse(site.reading, line, `'${keyword}' expects <name> and <addr>[:<port>] as arguments.`);
      continue;
    }
    const isTemplate = keyword === "server-template";
    if (!isTemplate) reportTwice(line, name, names, proxy, site);
    const what = `${keyword} ${proxy.name}/${name}`;
    const options = serverOptions(line, isTemplate ? 4 : 3, base, what, site.reading);
    judgeValues(options, what, name, site.reading);
    const written = isTemplate ? withoutCount(line) : line;
    const server = readServer(written, options, clientPort, proxy, site);
    reportTrust(line, options, what, site);
    if (server !== undefined) servers.push(server);
    else discovered ??= discoveryOf(written);
  }
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

/** `server-template PREFIX COUNT ADDRESS …`: the slots are filled with what the name resolves to. */
function withoutCount(line: Line): Line {
  const drop = <T>(list: readonly T[]): readonly T[] => [...list.slice(0, 2), ...list.slice(3)];
  return { ...line, words: drop(line.words), columns: drop(line.columns) };
}

function defaultOptions(section: OpenSection | undefined, site: Site): LineOptions {
  if (section === undefined) return NO_OPTIONS;
  let options = defaultOptions(section.defaults, site);
  for (const line of section.byKeyword.get("default-server") ?? [])
    options = serverOptions(line, 1, options, "default-server", site.reading);
  return options;
}

function reportTwice(
  line: Line,
  name: string,
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
  const at = wordAt(proxy.section.line, 1);
  const options = first?.options ?? NO_OPTIONS;
  const common = wireOf(options, first?.endpoint.location ?? at, site);
  const checked = servers.find((server) => server.options.has("check"));
  const endpoints = servers.map((server) => withOwnWire(server, options, site));
  return {
    upstream: {
      id: proxy.name,
      name: proxy.name,
      form: "group",
      endpoints: onlyFirstBackup(proxy) ? rankedBackups(endpoints) : endpoints,
      balance: balance(proxy, at),
      keepalive: undefined,
      healthCheck: checked === undefined ? undefined : readCheck(proxy, checked.options, site),
      sharesState: true,
      ...(discovery !== undefined && { discovery }),
      ...(servers.length === 0 && isMeantEmpty(proxy, site) && { isSink: true }),
      location: at,
    },
    common,
    options,
  };
}

/** Who tells the places of a server that has none of its own. */
function discoveryOf(line: Line): Upstream["discovery"] {
  const text = line.words[2] ?? "";
  const address = parseAddress(text);
  const told = { isKnown: false, location: wordAt(line, 2) };
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

function rankedBackups(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  let rank = 0;
  return endpoints.map((endpoint) =>
    endpoint.role === "backup" ? { ...endpoint, priority: ++rank } : endpoint,
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

function withOwnWire({ endpoint, options }: Server, common: LineOptions, site: Site): Endpoint {
  const differs =
    options !== common && WIRE.some((name) => options.get(name)?.value !== common.get(name)?.value);
  return differs ? { ...endpoint, forward: wireOf(options, endpoint.location, site) } : endpoint;
}

function balance(proxy: ProxySection, at: Location): Setting<string> {
  const line = last(proxy, "balance");
  const name = line?.words[1];
  return line === undefined || name === undefined
    ? assumed("roundrobin", at)
    : written(name, wordAt(line, 1));
}

/** Whether a backend has any line that names a server. */
export function hasServers(proxy: ProxySection): boolean {
  return own(proxy, "server").length + own(proxy, "server-template").length > 0;
}
