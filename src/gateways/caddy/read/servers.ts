import type { Listener } from "../../../model/config.ts";
import { itemsOf, locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { parseAddress } from "../address.ts";
import { entries, get, isTrue, list, text, texts } from "../fields.ts";
import type { Reading } from "../reading.ts";
import { type RouteDraft, readRoutes } from "./routes.ts";
import type { UpstreamTable } from "./upstream-table.ts";
import { START } from "./way.ts";

export interface ReadServer {
  readonly listeners: readonly Listener[];
  readonly routes: readonly RouteDraft[];
  readonly answersItself: boolean;
}

/** Of a range of ports so many are shown. */
const MOST_PORTS = 16;

/** Reads one of `apps.http.servers` with all that its routes lead to (caddyhttp/server.go). */
export function readServer(server: Value, http: Value, table: UpstreamTable, reading: Reading): ReadServer {
  const listeners = readListeners(server, http);
  const routes: RouteDraft[] = [];
  let answersItself = false;
  const site = {
    reading,
    table,
    server,
    listeners,
    add: (route: RouteDraft) => void routes.push(route),
    onOwnAnswer: () => {
      answersItself = true;
    },
  };
  const { end } = readRoutes(list(server, "routes"), START, site);
  // what nobody takes gets an empty answer with status 200
  return { listeners, routes, answersItself: answersItself || end === undefined };
}

function readListeners(server: Value, http: Value): readonly Listener[] {
  const listen = get(server, "listen");
  const wrappers = list(server, "listener_wrappers").map((one) => text(one, "wrapper"));
  const places = listen === undefined ? [] : itemsOf(listen);
  return places.flatMap((place): readonly Listener[] => {
    const address = parseAddress(scalarText(place) ?? "");
    const common = { expectsProxyProtocol: wrappers.includes("proxy_protocol"), location: locationOf(place) };
    if (address.kind === "unix") {
      const { path } = address;
      return [
        {
          id: `unix:${path}`,
          address: path,
          port: undefined,
          transport: "unix",
          hasTls: false,
          ...common,
        },
      ];
    }
    if (address.kind !== "host" || address.port === undefined) return [];
    const { port, lastPort = port, host } = address;
    const shown = host.includes(":") ? `[${host}]` : host;
    return Array.from({ length: Math.min(lastPort - port + 1, MOST_PORTS) }, (_, index) => ({
      id: `${shown}:${port + index}`,
      address: host === "" ? "::" : host,
      port: port + index,
      transport: "tcp",
      hasTls: hasTls(server, http, port + index),
      ...common,
    }));
  });
}

/**
 * TLS is spoken where the server has policies for it, and where automatic HTTPS adds one: for host names in its routes, or on the
 * port of HTTPS (caddyhttp/autohttps.go). Never on the port of HTTP.
 */
function hasTls(server: Value, http: Value, port: number): boolean {
  const httpPort = Number(text(http, "http_port") ?? "80");
  const httpsPort = Number(text(http, "https_port") ?? "443");
  if (port === httpPort) return false;
  if (list(server, "tls_connection_policies").length > 0) return true;
  const auto = get(server, "automatic_https");
  if (isTrue(auto, "disable")) return false;
  const skipped = new Set(texts(auto, "skip"));
  const names = list(server, "routes").flatMap((route) =>
    list(route, "match").flatMap((set) => texts(set, "host")),
  );
  return port === httpsPort || names.some((name) => !skipped.has(name));
}

/** The servers of the HTTP app, in the order of the text. */
export function serversOf(http: Value | undefined): readonly Value[] {
  return entries(get(http, "servers")).map(([, server]) => server);
}
