import type { Listener, Route } from "../../../model/config.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { dig, get, list, text } from "../fields.ts";
import { toTemplate } from "../placeholder.ts";
import type { Reading } from "../reading.ts";
import { readForward } from "./forward.ts";
import { HANDLERS } from "./handlers.ts";
import { afterHeaders } from "./headers.ts";
import { alternatives, frontScript, takesWhatComes, waysInto } from "./matchers.ts";
import { afterRewrite } from "./rewrite.ts";
import type { UpstreamTable } from "./upstream-table.ts";
import type { Way } from "./way.ts";

export type RouteDraft = Omit<Route, "id">;

/** Where a chain of routes stands. */
export interface RouteSite {
  readonly reading: Reading;
  readonly table: UpstreamTable;
  readonly server: Value;
  readonly listeners: readonly Listener[];
  readonly add: (route: RouteDraft) => void;
  /** Some request gets an answer of Caddy's own. */
  readonly onOwnAnswer: () => void;
}

/** How a chain goes on behind a route. */
interface Step {
  readonly way: Way;
  /** The handler that answers whatever comes this way; undefined where requests go on. */
  readonly end: Value | undefined;
}

/** Routes call each other no deeper than a config that a person wrote. */
const DEEPEST = 40;

/** Follows a list of routes in their order (caddyhttp/routes.go): each one that fits does its work on the request. */
export function readRoutes(routes: readonly Value[], way: Way, site: RouteSite, depth = 0): Step {
  let now = way;
  const closedGroups = new Map<string, Value>();
  for (const [index, route] of routes.entries()) {
    if (!site.reading.mayGoOn(1 + alternatives(route))) break;
    const group = text(route, "group");
    const closed = group === undefined ? undefined : closedGroups.get(group);
    if (closed !== undefined) reportHidden(route, closed, site);
    if (closed !== undefined) continue;
    const isOpen = takesWhatComes(route);
    if (isOpen && group !== undefined) closedGroups.set(group, route);
    const steps = waysInto(route, now).map((one) => readHandlers(list(route, "handle"), one, site, depth));
    const script = frontScript(route);
    if (script !== undefined && list(route, "handle").some((one) => text(one, "handler") === "rewrite"))
      now = { ...now, frontScript: script };
    const [step] = steps;
    if (!isOpen || step === undefined) continue;
    now = step.way;
    if (step.end === undefined && text(route, "terminal") !== "true") continue;
    for (const hidden of routes.slice(index + 1)) reportHidden(hidden, step.end ?? route, site);
    return { way: now, end: step.end ?? route };
  }
  return { way: now, end: undefined };
}

/** The handlers of one route, each of which calls the next, or answers. */
function readHandlers(handlers: readonly Value[], start: Way, site: RouteSite, depth: number): Step {
  let way = start;
  for (const [index, handler] of handlers.entries()) {
    if (!site.reading.mayGoOn()) break;
    const step = readHandler(handler, way, site, depth);
    way = step.way;
    if (step.end === undefined) continue;
    const hidden = handlers.slice(index + 1).find((one) => text(one, "handler") === "reverse_proxy");
    if (hidden !== undefined) reportUnreached(hidden, step.end, site);
    return step;
  }
  return { way, end: undefined };
}

function readHandler(handler: Value, way: Way, site: RouteSite, depth: number): Step {
  const name = text(handler, "handler") ?? "";
  const on = (next: Partial<Way>): Step => ({ way: { ...way, ...next }, end: undefined });
  switch (name) {
    case "subroute":
      return depth < DEEPEST ? readRoutes(list(handler, "routes"), way, site, depth + 1) : on({});
    case "invoke":
      return depth < DEEPEST ? readInvoked(handler, way, site, depth + 1) : on({});
    case "rewrite":
      return on({ rewrite: afterRewrite(way.rewrite, handler) });
    case "headers":
      return on(afterHeaders(way, get(handler, "request")));
    case "vars": {
      const root = text(handler, "root");
      return on(root === undefined ? {} : { root: toTemplate(root) });
    }
    case "reverse_proxy":
      return readProxy(handler, way, site);
    default:
      return { way, end: readOther(handler, name, site) };
  }
}

/** Handlers that lead to no upstream; gives the handler where it answers all that comes. */
function readOther(handler: Value, name: string, { reading, onOwnAnswer }: RouteSite): Value | undefined {
  const kind = HANDLERS.get(name);
  if (kind === undefined)
    reading.note(`the handler ${name} is not one of Caddy's own: requests are taken to go on behind it`);
  if (kind === "answers" || kind === "may-answer") onOwnAnswer();
  return kind === "answers" && text(handler, "pass_thru") !== "true" ? handler : undefined;
}

function readInvoked(handler: Value, way: Way, site: RouteSite, depth: number): Step {
  const named = dig(site.server, "named_routes", text(handler, "name") ?? "");
  return named === undefined ? { way, end: undefined } : readRoutes([named], way, site, depth);
}

function readProxy(handler: Value, way: Way, site: RouteSite): Step {
  const { upstream, transport } = site.table.of(handler);
  const location = locationOf(handler);
  const { path, hosts, conditions } = way;
  const asks = isAuthorization(handler);
  const [host] = hosts;
  site.add({
    label: host === undefined ? path.path : `${host}${path.kind === "regex" ? " " : ""}${path.path}`,
    listeners: site.listeners.map(({ id }) => id),
    hosts,
    match: path,
    condition: conditions.length === 0 ? undefined : conditions.join(" and "),
    ...(asks && { purpose: "authorization" }),
    forward: readForward(handler, way, upstream.id, transport, location, site.reading),
    location,
  });
  return { way, end: asks ? undefined : handler };
}

/** `forward_auth`: the request goes to a service as GET, and on to the next handler where that answers 2xx. */
function isAuthorization(handler: Value): boolean {
  const isAsked = text(get(handler, "rewrite"), "method") === "GET";
  return (
    isAsked &&
    list(handler, "handle_response").some((one) => list(get(one, "match"), "status_code").length > 0)
  );
}

/** Requests never come to a route behind one that answers them all. */
function reportHidden(route: Value, by: Value, site: RouteSite): void {
  const proxy = proxyIn(route, 0);
  if (proxy !== undefined) reportUnreached(proxy, by, site);
}

function reportUnreached(proxy: Value, by: Value, { reading }: RouteSite): void {
  const { file, line: number } = locationOf(by);
  const location = locationOf(proxy);
  const line = file === location.file ? `${number}` : `${number} of ${file}`;
  reading.report({
    cause: "route-shadowed",
    message: `The reverse_proxy in line ${location.line} is never reached: line ${line}, before it, answers every request that comes there`,
    location,
    refusesConfig: false,
    about: undefined,
    remedy: `Give the one in line ${line} a matcher, or take one of them out: the first that answers ends the chain`,
  });
}

function proxyIn(route: Value, depth: number): Value | undefined {
  for (const handler of list(route, "handle")) {
    if (text(handler, "handler") === "reverse_proxy") return handler;
    if (depth >= DEEPEST) continue;
    for (const inner of list(handler, "routes")) {
      const found = proxyIn(inner, depth + 1);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
