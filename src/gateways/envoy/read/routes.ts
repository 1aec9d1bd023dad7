import type { Listener, Route } from "../../../model/config.ts";
import type { Forward, HeaderSetting } from "../../../model/forward.ts";
import { written } from "../../../model/source.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { get, list, text } from "../message.ts";
import type { Reading } from "../reading.ts";
import type { Cluster } from "./cluster.ts";
import type { ClusterTable } from "./cluster-table.ts";
import { readForward } from "./forward.ts";
import { readHeaderList } from "./headers.ts";
import { filterLabels, mayAddLabels } from "./labels.ts";
import { readRetry } from "./retry.ts";
import { readHost } from "./route-host.ts";
import { type ReadMatch, readMatch, takesAll } from "./route-match.ts";
import { readPath } from "./route-path.ts";
import { mirrorTargets, type Target, targetsOf } from "./route-targets.ts";
import { readTimeouts } from "./route-timeouts.ts";
import { allOf, shareText } from "./shares.ts";

export type RouteDraft = Omit<Route, "id">;

/** Where a route configuration is used. */
export interface RouteSite {
  readonly reading: Reading;
  readonly table: ClusterTable;
  readonly manager: Value;
  readonly listener: Listener;
  /** What selects the filter chain. */
  readonly chain: string | undefined;
  /** Envoy checks the clusters of routes that stand in the listener itself, and refuses unknown ones. */
  readonly isInline: boolean;
}

/** The routes of a `RouteConfiguration` that send requests to a cluster; redirects and direct answers lead nowhere. */
export function readRouteConfig(config: Value, site: RouteSite): readonly RouteDraft[] {
  return list(config, "virtual_hosts").flatMap((host) => {
    const domains = list(host, "domains").flatMap((domain) => scalarText(domain) ?? []);
    const hosts = domains
      .filter((domain) => domain !== "*")
      .map((domain) => domain.replace(/:(?:\d+|\*)$/, ""));
    const outer: Outer = { config, host, hosts: [...new Set(hosts)], site };
    return hostRoutes(outer);
  });
}

interface Outer {
  readonly config: Value;
  readonly host: Value;
  readonly hosts: readonly string[];
  readonly site: RouteSite;
}

function hostRoutes(outer: Outer): readonly RouteDraft[] {
  const drafts: RouteDraft[] = [];
  let first: Value | undefined;
  for (const route of list(outer.host, "routes")) {
    const read = readMatch(get(route, "match"));
    if (first !== undefined) {
      reportHidden(route, read, first, outer);
      // Envoy looks for its clusters all the same
      for (const target of targetsOf(get(route, "route"))) clusterOf(target, outer.site);
      continue;
    }
    drafts.push(...routeDrafts(route, read, outer));
    if (takesAll(read)) first = route;
  }
  return drafts;
}

/** A route behind one that takes everything: Envoy takes the first that fits, and says nothing. */
function reportHidden(
  route: Value,
  { label, condition }: ReadMatch,
  first: Value,
  { host, site }: Outer,
): void {
  const { line } = locationOf(first);
  const when = condition === undefined ? "" : ` if ${condition}`;
  site.reading.report({
    cause: "route-shadowed",
    message: `The route ${label}${when} of virtual host ${text(host, "name") ?? "without name"} is never reached: the route in line ${line}, before it, takes every path`,
    location: locationOf(route),
    refusesConfig: false,
    about: label,
    remedy: `Put it before the route in line ${line}, or take it out: Envoy takes the first route that fits`,
  });
}

function routeDrafts(route: Value, read: ReadMatch, outer: Outer): readonly RouteDraft[] {
  const action = get(route, "route");
  if (action === undefined) return [];
  const all = [...targetsOf(action), ...mirrorTargets(action, outer)];
  return all.map((target) => draftOf(route, action, read, outer, target));
}

function clusterOf(
  { cluster, location, isVariable, isMirror }: Target,
  { table, isInline }: RouteSite,
): Cluster {
  if (isVariable) return table.variable(cluster, location);
  return table.named(cluster, location, isInline, isMirror === true ? "shadow cluster" : undefined);
}

function draftOf(route: Value, action: Value, read: ReadMatch, outer: Outer, target: Target): RouteDraft {
  const { site, hosts, host } = outer;
  const { reading, manager, listener, chain } = site;
  const cluster = clusterOf(target, site);
  const { location } = target;
  const policy = get(action, "retry_policy") ?? get(host, "retry_policy");
  const timeouts = readTimeouts(action, policy, manager, location);
  const labels = labelsOf(action, target);
  const forward = readForward(cluster, {
    reading,
    // over HTTP/1.1 Envoy passes calls of gRPC on as requests like any other
    protocol: read.isGrpc && speaksHttp2(cluster) ? "grpc" : "http",
    host: shadowHost(readHost(action, location), target),
    headers: headersFor(route, outer, target),
    path: readPath(action, read.match, location),
    timeouts,
    retry: readRetry(policy, timeouts.requestMs?.value ?? 0, location),
    ...(labels !== undefined && { labels }),
    ...(mayAddLabels(manager) && { mayAddLabels: true }),
    share: target.share,
    location,
  });
  return {
    label: read.label,
    listeners: [listener.id],
    hosts,
    match: read.match,
    condition: allOf(chain, read.condition, shareText(target.share)),
    ...(read.isGrpc && { isGrpc: true }),
    ...(target.isMirror === true && { purpose: "mirror" }),
    forward,
    location: locationOf(route),
  };
}

/** Copies are told by their Host (source/common/router/shadow_writer_impl.cc). */
function shadowHost(host: Forward["host"], { isMirror, keepsHost }: Target): Forward["host"] {
  if (isMirror !== true || keepsHost === true) return host;
  return { ...host, value: [...host.value, "-shadow"] };
}

function speaksHttp2({ options }: Cluster): boolean {
  return options.followsClient || options.offers.includes("2");
}

/** `metadata_match`, of the weighted cluster before that of the route. */
function labelsOf(action: Value, { entry }: Target): Forward["labels"] {
  const own = get(entry, "metadata_match");
  const outer = get(action, "metadata_match");
  const at = own ?? outer;
  if (at === undefined) return undefined;
  return written({ ...filterLabels(outer, "envoy.lb"), ...filterLabels(own, "envoy.lb") }, locationOf(at));
}

/** Headers that are added from the innermost place outwards, and those that Envoy adds by itself. */
function headersFor(
  route: Value,
  { config, host }: Outer,
  { entry, location }: Target,
): readonly HeaderSetting[] {
  const places = [entry, route, get(route, "route"), host, config];
  const added = places.flatMap((place) => readHeaderList(list(place, "request_headers_to_add")));
  const removed = new Set(
    places.flatMap((place) =>
      list(place, "request_headers_to_remove").flatMap((name) => scalarText(name)?.toLowerCase() ?? []),
    ),
  );
  const own: HeaderSetting = {
    name: "x-forwarded-proto",
    value: [{ kind: "scheme", raw: "%SCHEME%" }],
    location,
  };
  // connections are kept, and HTTP/1.1 needs no word for it
  const kept: HeaderSetting = { name: "Connection", value: [], location };
  return [kept, own, ...added].filter(
    ({ name }) => !removed.has(name.toLowerCase()) && !/^(?:host|:.*)$/i.test(name),
  );
}
