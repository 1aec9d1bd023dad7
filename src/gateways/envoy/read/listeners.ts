import type { Listener, LogFile } from "../../../model/config.ts";
import { targetText } from "../../../model/evidence.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { dig, extensionConfig, get, list, placeOf, text, typeName } from "../message.ts";
import type { Reading } from "../reading.ts";
import { readAddress } from "./address.ts";
import type { ClusterTable } from "./cluster-table.ts";
import { readHelpers } from "./helpers.ts";
import { readAccessLogs } from "./logs.ts";
import { type RouteDraft, readRouteConfig } from "./routes.ts";
import { readTcpProxy } from "./tcp-proxy.ts";

export interface ReadListener {
  readonly listeners: readonly Listener[];
  readonly routes: readonly RouteDraft[];
  readonly logs: readonly LogFile[];
}

/** Reads a listener with all that its filter chains lead to (config/listener/v3/listener.proto). */
export function readListener(message: Value, table: ClusterTable, reading: Reading): ReadListener {
  const listener = socketOf(message);
  const routes: RouteDraft[] = [];
  const logs: LogFile[] = [...readAccessLogs(message)];
  const fallback = get(message, "default_filter_chain");
  const chains = [...list(message, "filter_chains"), ...(fallback === undefined ? [] : [fallback])];
  for (const chain of chains)
    for (const filter of list(chain, "filters")) {
      const site: FilterSite = { reading, table, listener, chain };
      const read = readFilter(filter, site);
      routes.push(...read.routes);
      logs.push(...read.logs);
    }
  return { listeners: [listener], routes, logs };
}

function socketOf(message: Value): Listener {
  const read = readAddress(get(message, "address"));
  const target = read?.target ?? { kind: "unix", path: text(message, "name") ?? "" };
  const isUnix = target.kind === "unix";
  const transport = isUnix ? "unix" : read?.isUdp === true ? "udp" : "tcp";
  const wrappers = list(message, "listener_filters").map((filter) => text(filter, "name") ?? "");
  return {
    id: isUnix ? targetText(target) : `${transport} ${targetText(target)}`,
    address: isUnix ? target.path : target.host,
    port: isUnix ? undefined : target.port,
    transport,
    hasTls: list(message, "filter_chains").some(hasTls),
    expectsProxyProtocol: wrappers.some((name) => name.endsWith("proxy_protocol")),
    location: placeOf(message),
  };
}

function hasTls(chain: Value): boolean {
  const type = typeName(extensionConfig(get(chain, "transport_socket")));
  return (
    type === "DownstreamTlsContext" ||
    type === "QuicDownstreamTransport" ||
    get(chain, "tls_context") !== undefined
  );
}

interface FilterSite {
  readonly reading: Reading;
  readonly table: ClusterTable;
  readonly listener: Listener;
  readonly chain: Value;
}

const NOTHING = { routes: [], logs: [] };

function readFilter(filter: Value, site: FilterSite): Pick<ReadListener, "routes" | "logs"> {
  const config = extensionConfig(filter);
  const name = text(filter, "name") ?? "";
  const type = typeName(config);
  if (config === undefined) return NOTHING;
  if (type === "HttpConnectionManager" || /http_connection_manager$/.test(name))
    return readManager(config, site);
  if (type === "TcpProxy" || /(?:^|\.)tcp_proxy$/.test(name)) {
    const routes = readTcpProxy(config, {
      ...site,
      hosts: serverNames(site.chain),
      condition: chainCondition(site.chain),
    });
    return { routes, logs: readAccessLogs(config) };
  }
  return NOTHING;
}

/** HTTP: the route configuration that stands here, or the one that is named and found elsewhere. */
function readManager(
  manager: Value,
  { reading, table, listener, chain }: FilterSite,
): Pick<ReadListener, "routes" | "logs"> {
  const inline = get(manager, "route_config");
  const config = inline ?? namedRoutes(manager, reading);
  const logs = readAccessLogs(manager);
  const site = {
    reading,
    table,
    manager,
    listener,
    chain: chainCondition(chain),
    isInline: inline !== undefined && !reading.resources.isDump,
  };
  const routes = config === undefined ? [] : readRouteConfig(config, site);
  return { routes: [...routes, ...readHelpers(manager, site)], logs };
}

function namedRoutes(manager: Value, reading: Reading): Value | undefined {
  const name = dig(manager, "rds", "route_config_name");
  if (name === undefined) return undefined;
  const word = scalarText(name) ?? "";
  const found = reading.routes.get(word);
  const { isCutDown, sections } = reading.resources;
  if (found === undefined && !isCutDown && sections.has("RoutesConfigDump"))
    reportUndelivered(word, name, reading);
  return found;
}

/** Requests are answered 404 with the flag NR until the control plane sends it (route_configuration_not_found). */
function reportUndelivered(name: string, at: Value, reading: Reading): void {
  reading.report({
    cause: "no-matching-route",
    message: `The control plane has not delivered the route configuration ${name}: every request there is answered 404`,
    location: locationOf(at),
    refusesConfig: false,
    about: name,
    remedy:
      "Look at the control plane: its log says why it sends no routes, and /config_dump what it has sent",
  });
}

function serverNames(chain: Value): readonly string[] {
  return list(get(chain, "filter_chain_match"), "server_names").flatMap((name) => scalarText(name) ?? []);
}

/** What selects a filter chain among several, as people say it. */
function chainCondition(chain: Value): string | undefined {
  const match = get(chain, "filter_chain_match");
  const names = serverNames(chain);
  const protocols = list(match, "application_protocols").flatMap((one) => scalarText(one) ?? []);
  const transport = text(match, "transport_protocol");
  const port = text(match, "destination_port");
  const parts = [
    ...(names.length > 0 ? [`SNI ${names.slice(0, 3).join(" or ")}`] : []),
    ...(protocols.length > 0 ? [`ALPN ${protocols.slice(0, 3).join(" or ")}`] : []),
    ...(transport === undefined || names.length > 0 ? [] : [`transport ${transport}`]),
    ...(port === undefined ? [] : [`port ${port}`]),
  ];
  return parts.length === 0 ? undefined : parts.join(" and ");
}
