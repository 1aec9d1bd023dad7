import type { Listener, LogFile, RequestLimit } from "../../../model/config.ts";
import { openBlock, own, type Scope } from "../context.ts";
import { reportKeys } from "./certificate-keys.ts";
import { reportErrorLogs } from "./error-log-problems.ts";
import { readForward } from "./forward.ts";
import { readHealthCheck } from "./health-check.ts";
import { readLimits } from "./limits.ts";
import { reportListens } from "./listen-problems.ts";
import { mergeListeners, readListeners } from "./listeners.ts";
import { passSites } from "./locations.ts";
import { noteLogs, readFormats, readLogs } from "./logs.ts";
import { answersItself } from "./own-answers.ts";
import { hasVariables } from "./pieces.ts";
import { type Passing, type RouteDraft, readRoutes } from "./routes.ts";
import { scopeRules } from "./scope-rules.ts";
import type { Module, Server } from "./server.ts";
import { selectingNames, serverNames } from "./server-names.ts";
import { reportSites } from "./site-problems.ts";
import { allSetsBelow, redirectLookup, siteExpander, siteLookup } from "./site-variables.ts";
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
  const routes = readAll(servers, (server) => httpPassings(server, table, look), table);
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
  passingsOf: (server: Server) => readonly Passing[],
  table: UpstreamTable,
): readonly RouteDraft[] {
  const found: (readonly RouteDraft[])[] = [];
  const late: [index: number, passing: Passing][] = [];
  for (const server of servers)
    for (const passing of passingsOf(server)) {
      const isLate = hasVariables(passing.pass.word(0)?.text ?? "");
      if (isLate) late.push([found.length, passing]);
      found.push(isLate ? [] : readRoutes(passing, table));
    }
  for (const [index, passing] of late) found[index] = readRoutes(passing, table);
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
  return {
    module,
    scope,
    names,
    hosts: selectingNames(names),
    listeners,
    listenerIds: listeners.map((listener) => listener.id),
    sets: setValues(scope),
    allSets,
    expand: (lookup) => {
      expand ??= expander(redirectLookup({ allSets }, lookup));
      return expand;
    },
  };
}

function httpPassings(
  server: Server,
  table: UpstreamTable,
  look: (scope: Scope) => void,
): readonly Passing[] {
  return passSites(server.scope, server.module.logs, look).map((site): Passing => {
    const { kind, pass, scope, match, label, condition, isReached, purpose } = site;
    const lookup = siteLookup(server, site);
    return {
      server,
      kind,
      pass,
      scope,
      match,
      label,
      condition,
      isReached,
      purpose,
      lookup,
      expand: (text) => siteExpander(server, site, lookup)(text),
      location: scope.block?.location ?? pass.location,
      forward: (context, upstream) => readForward(context, site, upstream),
      onUpstream: (context, upstream) => {
        const check = readHealthCheck(context, server.module.scope);
        if (check !== undefined) table.setHealthCheck(upstream, check);
      },
    };
  });
}
