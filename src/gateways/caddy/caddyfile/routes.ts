import { boolean, isSame, itemsIn, type JsonMap, list, map, put, text } from "./json.ts";
import { Refusal } from "./refusal.ts";
import type { ConfigValue, Route, Run } from "./run.ts";
import { stableSort } from "./stable-sort.ts";
import type { Token } from "./token.ts";

type RouteValue = Extract<ConfigValue, { kind: "route" | "routes" }>;

export function isRouteValue(value: ConfigValue): value is RouteValue {
  return value.kind === "route" || value.kind === "routes";
}

/** A route with one handler. */
export function routeOf(at: Token, matchers: JsonMap | undefined, handler: JsonMap): Route {
  return {
    at,
    matchers: matchers === undefined ? [] : [matchers],
    handlers: [handler],
    group: "",
    isTerminal: false,
  };
}

export function encodeRoute({ at, matchers, handlers, group, isTerminal }: Route): JsonMap {
  const made = map(at);
  put(made, "group", text(at, group));
  put(made, "match", list(at, matchers));
  put(made, "handle", list(at, handlers));
  put(made, "terminal", boolean(at, isTerminal));
  return made;
}

/** The handler that runs routes of its own. */
export function subroute(at: Token, routes: readonly Route[]): JsonMap {
  return map(at, { handler: text(at, "subroute"), routes: list(at, routes.map(encodeRoute)) });
}

export function nextGroup(run: Run): string {
  return `group${run.groups++}`;
}

/** Of these only the first that matches is run. */
const EXCLUSIVE = ["handle", "rewrite", "root"] as const;

/** Puts what directives say in the order in which it is run (`buildSubroute`, httpcaddyfile/httptype.go). */
export function buildRoutes(values: readonly RouteValue[], run: Run, needsSorting: boolean): Route[] {
  if (needsSorting) for (const value of values) assertOrdered(value, run);
  const sorted = needsSorting ? sortRoutes(values, run) : values;
  const groups = new Map<string, string>();
  for (const name of EXCLUSIVE) {
    const count = sorted.filter(({ directive }) => directive === name).length;
    groups.set(name, count > 1 || name === "rewrite" ? nextGroup(run) : "");
  }
  const routes = sorted.flatMap((value) => {
    if (value.kind === "routes") return value.routes;
    const group = groups.get(value.directive);
    return [group === undefined ? value.route : { ...value.route, group }];
  });
  return consolidateRoutes(routes);
}

function assertOrdered(value: RouteValue, run: Run): void {
  if (run.order.includes(value.directive)) return;
  const at = value.kind === "route" ? value.route.at : value.routes[0]?.at;
  if (at === undefined) return;
  throw new Refusal(
    `directive '${value.directive}' is not an ordered HTTP handler, so it cannot be used here - try placing within a route block or using the order global option`,
    at,
  );
}

/** Neighbours that match the same become one. */
export function consolidateRoutes(routes: readonly Route[]): Route[] {
  const joined: Route[] = [];
  for (const route of routes) {
    const last = joined.at(-1);
    if (last !== undefined && canJoin(last, route))
      joined[joined.length - 1] = { ...last, handlers: [...last.handlers, ...route.handlers] };
    else joined.push(route);
  }
  return joined;
}

function canJoin(a: Route, b: Route): boolean {
  return (
    a.isTerminal === b.isTerminal &&
    a.group === b.group &&
    a.matchers.length === b.matchers.length &&
    a.matchers.every((one, index) => isSame(one, b.matchers[index]))
  );
}

function sortRoutes(values: readonly RouteValue[], run: Run): RouteValue[] {
  const positions = new Map(run.order.map((name, index) => [name, index]));
  const isLess = (a: RouteValue, b: RouteValue): boolean => {
    if (a.directive !== b.directive)
      return (positions.get(a.directive) ?? 0) < (positions.get(b.directive) ?? 0);
    if (a.kind !== "route" || b.kind !== "route") return false;
    const isFirst = isMoreSpecific(a.route, b.route, run);
    // variables are set from the least specific on, so that the last one counts
    return a.directive === "vars" ? !isFirst : isFirst;
  };
  return stableSort(values, isLess);
}

function isMoreSpecific(a: Route, b: Route, run: Run): boolean {
  const aPath = onlyPath(a);
  const bPath = onlyPath(b);
  if (aPath === "" || bPath === "") return a.matchers.length > 0 && b.matchers.length === 0;
  const aTrimmed = aPath.replace(/\*$/, "");
  const bTrimmed = bPath.replace(/\*$/, "");
  if (aTrimmed === bTrimmed) return aPath.length < bPath.length;
  if (!run.since("2.10.1")) return aPath.length > bPath.length;
  if (aTrimmed.length === bTrimmed.length) return aTrimmed < bTrimmed;
  return aTrimmed.length > bTrimmed.length;
}

function onlyPath({ matchers }: Route): string {
  const [first, second] = matchers;
  const paths = second === undefined ? itemsIn(first, "path") : [];
  const [path] = paths;
  return paths.length === 1 && path?.kind === "text" ? path.value : "";
}
