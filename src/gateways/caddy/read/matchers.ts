import { itemsOf, kindOf, scalarText, type Value } from "../../../text/tree.ts";
import { entries, get, list, text, texts } from "../fields.ts";
import { bothPaths, type PathMatch, pathMatch } from "./path-pattern.ts";
import type { Way } from "./way.ts";

/** Of the alternatives of one route so many are told apart. */
const MOST_WAYS = 64;

/** The ways on which requests take a route: one for each of its matcher sets and of their paths; none where nothing fits. */
export function waysInto(route: Value, way: Way): readonly Way[] {
  const sets = list(route, "match");
  if (sets.length === 0) return [way];
  return sets.flatMap((set) => waysOf(set, way)).slice(0, MOST_WAYS);
}

/** Whether a route has no matcher, so that it takes what comes. */
export function takesWhatComes(route: Value): boolean {
  const sets = list(route, "match");
  return sets.length === 0 || sets.some((set) => entries(set).length === 0);
}

/** How many hosts and paths are compared to find the ways into a route. */
export function alternatives(route: Value): number {
  return list(route, "match").reduce(
    (sum, set) => sum + list(set, "host").length + list(set, "path").length,
    0,
  );
}

/** The matchers of a set hold together. */
function waysOf(set: Value, way: Way): readonly Way[] {
  let ways: readonly Way[] = [way];
  for (const [name, value] of entries(set)) {
    if (name === "host") ways = ways.flatMap((one) => withHosts(one, textsOf(value)));
    else if (name === "path") ways = ways.flatMap((one) => withPaths(one, textsOf(value)));
    else if (name === "path_regexp") ways = ways.flatMap((one) => withRegex(one, value));
    // it tells which files are there, and is no question to the request
    else if (name !== "file") ways = ways.map((one) => withCondition(one, conditionText(name, value)));
    else ways = ways.map((one) => withCondition(one, "file"));
  }
  return ways;
}

function textsOf(value: Value): readonly string[] {
  return kindOf(value) === "list" ? itemsOf(value).flatMap((item) => scalarText(item) ?? []) : [];
}

function withCondition(way: Way, condition: string): Way {
  return { ...way, conditions: [...way.conditions, condition] };
}

/** Names are compared whatever their case; `*` stands for one label. */
function withHosts(way: Way, hosts: readonly string[]): readonly Way[] {
  const both =
    way.hosts.length === 0 ? hosts : hosts.filter((host) => way.hosts.some((outer) => fits(host, outer)));
  const narrower = way.hosts.filter((outer) => hosts.some((host) => host !== outer && fits(outer, host)));
  const found = [...new Set([...both, ...narrower])];
  return found.length === 0 ? [] : [{ ...way, hosts: found }];
}

function fits(host: string, pattern: string): boolean {
  if (pattern.includes("{") || host.toLowerCase() === pattern.toLowerCase()) return true;
  if (!pattern.includes("*")) return false;
  const [own, other] = [host.toLowerCase().split("."), pattern.toLowerCase().split(".")];
  return (
    own.length === other.length && own.every((label, index) => other[index] === "*" || other[index] === label)
  );
}

function withPaths(way: Way, patterns: readonly string[]): readonly Way[] {
  return patterns.flatMap((pattern) => {
    const match = pathMatch(pattern);
    return match === undefined ? [withCondition(way, `path ${pattern}`)] : withPath(way, match, pattern);
  });
}

function withPath(way: Way, match: PathMatch, pattern: string): readonly Way[] {
  const { kind } = way.rewrite.value;
  const outer = kind === "unchanged" ? match : beforeRewrite(way, match);
  if (outer === undefined) return [withCondition(way, `rewritten path ${pattern}`)];
  const both = bothPaths(way.path, outer);
  if (both === undefined) return [];
  if (both !== "either") return [{ ...way, path: both }];
  // a script is what a request for no file ends at
  if (way.path.kind === "prefix" && way.path.path === "/") return [{ ...way, path: outer }];
  return [withCondition(way, `path ${pattern}`)];
}

/** The client's path for one that is asked behind a prefix that was taken off; undefined where that can't be told. */
function beforeRewrite(way: Way, match: PathMatch): PathMatch | undefined {
  const { value } = way.rewrite;
  if (value.kind !== "replace-prefix" || match.kind === "regex" || !match.path.startsWith(value.to))
    return undefined;
  return { kind: match.kind, path: value.from + match.path.slice(value.to.length) };
}

function withRegex(way: Way, value: Value): readonly Way[] {
  const pattern = text(value, "pattern") ?? "";
  const isFirst =
    way.path.kind === "prefix" && way.path.path === "/" && way.rewrite.value.kind === "unchanged";
  return [
    isFirst ? { ...way, path: { kind: "regex", path: pattern } } : withCondition(way, `path ~ ${pattern}`),
  ];
}

/** "method POST or PUT", as people say it. */
function conditionText(name: string, value: Value): string {
  if (name === "not")
    return `not ${itemsOf(value)
      .flatMap(entries)
      .map(([one, inner]) => conditionText(one, inner))
      .join(", ")}`;
  const own = scalarText(value) ?? text(value, "expr") ?? text(get(value, "expr"), "expr");
  if (own !== undefined) return `${name} ${own}`;
  if (kindOf(value) === "list") return `${name} ${shortList(textsOf(value))}`;
  const parts = entries(value).map(([key, inner]) => {
    const words = textsOf(inner);
    return words.length === 0 ? key : `${key} ${shortList(words)}`;
  });
  return [name, ...parts.slice(0, 3)].join(" ");
}

function shortList(words: readonly string[]): string {
  const shown = words.slice(0, 3).join(" or ");
  return words.length > 3 ? `${shown} or ${words.length - 3} more` : shown;
}

/** The last of `try_files` that names a file by itself, where a `file` matcher leads to a script. */
export function frontScript(route: Value): string | undefined {
  for (const set of list(route, "match")) {
    const last = texts(get(set, "file"), "try_files").findLast((one) => !/[{}*=]/.test(one));
    if (last !== undefined) return last.startsWith("/") ? last : `/${last}`;
  }
  return undefined;
}
