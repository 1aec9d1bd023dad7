import { connectionPolicies } from "./connection-policies.ts";
import { boolean, type Json, type JsonMap, list, map, mapIn, put, putAlways, text } from "./json.ts";
import { httpPort, listensElsewhere, type Pairing, type ServedSite } from "./pairings.ts";
import { Refusal } from "./refusal.ts";
import { buildRoutes, consolidateRoutes, encodeRoute, isRouteValue } from "./routes.ts";
import { attempt, type Route, type Run } from "./run.ts";
import { assertOneScheme } from "./scheme-conflict.ts";
import { fillLogs } from "./server-logs.ts";
import { applyServerOptions } from "./server-options.ts";
import { sortSites } from "./site-order.ts";
import { hostRoute, matcherSets } from "./site-routes.ts";
import { stableSort } from "./stable-sort.ts";
import type { Token } from "./token.ts";

/** Makes the servers of the HTTP app (`serversFromPairings`, httpcaddyfile/httptype.go). */
export function makeServers(
  pairings: readonly Pairing[],
  namedRoutes: NamedRoutes,
  run: Run,
  at: Token,
): JsonMap {
  const servers = new Map<string, JsonMap>();
  for (const [index, pairing] of pairings.entries())
    servers.set(`srv${index}`, makeServer(pairing, namedRoutes, run, at));
  return map(at, Object.fromEntries(applyServerOptions(servers, run)));
}

export interface NamedRoutes {
  readonly routes: ReadonlyMap<string, JsonMap>;
  /** Which named routes a named route invokes itself. */
  readonly invokes: ReadonlyMap<string, readonly string[]>;
}

function makeServer(pairing: Pairing, named: NamedRoutes, run: Run, fallback: Token): JsonMap {
  const { listeners, sites } = pairing;
  const at = sites[0]?.addresses[0]?.token ?? fallback;
  attempt(run, () => assertUnambiguous(sites));
  const server = map(at, {
    listen: list(
      at,
      listeners.map(({ address }) => text(at, address)),
    ),
  });
  putListenProtocols(server, pairing, at);
  const automatic = automaticHttps(run, at);
  const sorted = sortSites(sites);
  invokedRoutes(server, sorted, named, run);
  const routes: Route[] = [];
  const errorRoutes: Route[] = [];
  for (const site of sorted) {
    const sets = matcherSets(site, run);
    const isOnly = sites.length === 1;
    const own = attempt(run, () => buildRoutes(site.site.values.filter(isRouteValue), run, true)) ?? [];
    routes.push(...hostRoute(site, own, sets, isOnly));
    const errors = errorValues(site);
    if (errors.length > 0) errorRoutes.push(...hostRoute(site, errors, sets, isOnly));
    for (const host of skippedHosts(site, pairing, run)) skip(automatic, host);
  }
  const policies = connectionPolicies(sorted, automatic, run, at);
  attempt(run, () => assertOneScheme(pairing, policies.beforeCatchAll, run));
  put(server, "routes", list(at, consolidateRoutes(routes).map(encodeRoute)));
  if (errorRoutes.length > 0)
    putAlways(server, "errors", map(at, { routes: list(at, errorRoutes.map(encodeRoute)) }));
  put(server, "tls_connection_policies", list(at, policies.all));
  if (automatic.fields.size > 0) putAlways(server, "automatic_https", automatic);
  fillLogs(server, sorted, run);
  return server;
}

function assertUnambiguous(sites: readonly ServedSite[]): void {
  const seen = new Map<string, ServedSite>();
  for (const site of sites)
    for (const { token } of site.addresses) {
      const other = seen.get(token.text);
      if (other !== undefined && other !== site)
        throw new Refusal(`ambiguous site definition: ${token.text}`, token);
      seen.set(token.text, site);
    }
}

/** Protocols are given only where one of the listeners has others than the default. */
function putListenProtocols(server: JsonMap, { listeners }: Pairing, at: Token): void {
  const isSet = listeners.map(({ protocols }) => protocols.some((one) => one !== ""));
  if (!isSet.includes(true)) return;
  const rows = listeners.map(
    ({ protocols }, index): Json =>
      isSet[index]
        ? list(
            at,
            protocols.map((one) => text(at, one)),
          )
        : { kind: "null", at },
  );
  putAlways(server, "listen_protocols", list(at, rows));
}

const AUTO_HTTPS: Readonly<Record<string, string>> = {
  off: "disable",
  disable_redirects: "disable_redirects",
  disable_certs: "disable_certificates",
  ignore_loaded_certs: "ignore_loaded_certificates",
  prefer_wildcard: "prefer_wildcard",
};

function automaticHttps({ options }: Run, at: Token): JsonMap {
  const made = map(at);
  for (const word of options.autoHttps) {
    const key = AUTO_HTTPS[word.text];
    if (key !== undefined) put(made, key, boolean(word, true));
  }
  return made;
}

/** Hosts written as `http://` get no certificate on a server that also has other ports. */
function skippedHosts({ addresses }: ServedSite, { listeners }: Pairing, { options }: Run): readonly Token[] {
  if (!listensElsewhere(listeners, httpPort(options))) return [];
  return addresses
    .filter(({ scheme, host }) => scheme === "http" && host !== "")
    .map(({ token, host }) => ({ ...token, text: host }));
}

function skip(automatic: JsonMap, host: Token): void {
  const known = automatic.fields.get("skip");
  const items = known?.kind === "list" ? known.items : [];
  if (items.some((one) => one.kind === "text" && one.value === host.text)) return;
  putAlways(automatic, "skip", list(host, [...items, text(host, host.text)]));
}

/** Routes for errors; those that take every error come last. */
function errorValues({ site }: ServedSite): readonly Route[] {
  const all = site.values.flatMap((value) => (value.kind === "error-routes" ? [value.routes] : []));
  const isOpen = (routes: readonly Route[]): boolean => (routes[0]?.matchers.length ?? 0) === 0;
  return stableSort(all, (a, b) => !isOpen(a) || isOpen(b)).flat();
}

function invokedRoutes(server: JsonMap, sites: readonly ServedSite[], named: NamedRoutes, run: Run): void {
  const open = sites.flatMap(({ site }) =>
    site.values.flatMap((value) => (value.kind === "invoked" ? [value.name] : [])),
  );
  const seen = new Set<string>();
  for (const name of open) {
    if (seen.has(name.text)) continue;
    seen.add(name.text);
    const route = named.routes.get(name.text);
    if (route === undefined) {
      run.onProblem(new Refusal(`cannot invoke named route '${name.text}', which was not defined`, name));
      continue;
    }
    putAlways(mapIn(server, "named_routes", route.at), name.text, route);
    for (const next of named.invokes.get(name.text) ?? []) open.push({ ...name, text: next });
  }
}
