import type { Listener, LogFile, RequestLimit } from "../../../model/config.ts";
import { openBlock, own, type Scope, wordText } from "../context.ts";
import { reportKeys } from "./certificate-keys.ts";
import { reportErrorLogs } from "./error-log-problems.ts";
import { fastcgiKeepalive } from "./fastcgi-keepalive.ts";
import { readForward } from "./forward.ts";
import { readLimits } from "./limits.ts";
import { reportListens } from "./listen-problems.ts";
import { mergeListeners, readListeners } from "./listeners.ts";
import { type PassSite, passSites } from "./locations.ts";
import { noteLogs, readFormats, readLogs } from "./logs.ts";
import { answersItself } from "./own-answers.ts";
import { hasVariables } from "./pieces.ts";
import { type Passings, type RouteDraft, readRoutes } from "./routes.ts";
import { scopeRules } from "./scope-rules.ts";
import type { Module, Server } from "./server.ts";
import { selectingNames, serverNames } from "./server-names.ts";
import { reportSites } from "./site-problems.ts";
import { allSetsBelow, redirectLookup, serverLookup, siteExpander, siteLookup } from "./site-variables.ts";
import { type UpstreamTable, upstreamTable } from "./upstream-table.ts";
import { type Expand, expander, setValues } from "./variables.ts";

/** What an http or stream block says. */
export interface ModuleParts {
  readonly listeners: readonly Listener[];
  readonly routes: readonly RouteDraft[];
  readonly table: UpstreamTable;
  readonly logs: readonly LogFile[];
  readonly limits: readonly RequestLimit[];
  /** Some requests are answered without any upstream. */
  readonly answersItself: boolean;
}

export function readHttp(module: Module): ModuleParts {
  const table = upstreamTable(module);
  const servers = readServers(module);
  reportSites(servers);
  reportListens(module, servers);
  reportKeys(servers);
  const look = scopeRules(module, servers);
  const lookAtPass = fastcgiKeepalive(module);
  const routes = readAll(
    servers,
    (server) => {
      const passings = httpPassings(server, look);
      if (lookAtPass !== undefined) passings.sites.forEach(lookAtPass);
      return passings;
    },
    table,
  );
  reportErrorLogs(module.reading, module.logs);
  return {
    listeners: mergeListeners(servers.flatMap((one) => one.listeners)),
    routes,
    table,
    logs: readLogs(module.logs, readFormats(module.scope), module.reading.prefix),
    limits: readLimits(module.scope, module.reading.mentions),
    answersItself: answersItself(servers.map(({ scope }) => scope.lines)),
  };
}

/**
 * The routes in the order of the file. Passes with variables are read last: the value of a variable also finds the
 * upstreams that other passes spell out (ngx_http_upstream_init_request).
 */
export function readAll(
  servers: readonly Server[],
  passingsOf: (server: Server) => Passings,
  table: UpstreamTable,
): readonly RouteDraft[] {
  const found: (readonly RouteDraft[])[] = [];
  const late: [index: number, passings: Passings, site: PassSite][] = [];
  for (const server of servers) {
    const passings = passingsOf(server);
    for (const site of passings.sites) {
      const isLate = hasVariables(wordText(site.pass, 0) ?? "");
      if (isLate) late.push([found.length, passings, site]);
      found.push(isLate ? [] : readRoutes(passings, site, table));
    }
  }
  for (const [index, passings, site] of late) found[index] = readRoutes(passings, site, table);
  return found.flat();
}

/** The servers, each with the sockets that it shares with others merged. */
export function readServers(module: Module): readonly Server[] {
  const scopes = own(module.scope, "server")
    .filter((block) => block.lines !== undefined)
    .map((block) => openBlock("server", block, module.scope));
  for (const scope of [module.scope, ...scopes]) noteLogs(scope, module.logs);
  const listeners = scopes.map((scope) => readListeners(scope, module.kind));
  const merged = new Map(mergeListeners(listeners.flat()).map((listener) => [listener.id, listener]));
  return scopes.map((scope, index) => {
    const own = new Map((listeners[index] ?? []).map(({ id }) => [id, merged.get(id)]));
    return serverOf(
      module,
      scope,
      [...own.values()].filter((listener) => listener !== undefined),
    );
  });
}

function serverOf(module: Module, scope: Scope, listeners: readonly Listener[]): Server {
  let all: ReturnType<Server["allSets"]> | undefined;
  let expand: Expand | undefined;
  const names = serverNames(scope);
  const allSets: Server["allSets"] = () => {
    all ??= allSetsBelow(scope.lines);
    return all;
  };
  const told = { module, names, listeners, sets: setValues(scope) };
  return {
    ...told,
    scope,
    hosts: selectingNames(names),
    listenerIds: listeners.map((listener) => listener.id),
    lookup: serverLookup(told),
    allSets,
    expand: (lookup) => {
      expand ??= expander(redirectLookup({ allSets }, lookup));
      return expand;
    },
  };
}

function httpPassings(server: Server, look: (scope: Scope) => void): Passings {
  return {
    server,
    sites: passSites(server.scope, server.module.logs, look),
    lookup: (site) => siteLookup(server, site),
    expand: (site, lookup) => siteExpander(server, site, lookup),
    forward: readForward,
  };
}
