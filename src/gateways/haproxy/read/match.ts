import type { Route } from "../../../model/config.ts";
import type { Test } from "./acl.ts";
import type { Alternative, Condition } from "./condition.ts";

/** What of a rule's condition a route can say: hosts, one path, and the rest as text. */
export type Match = Pick<Route, "hosts" | "match" | "condition">;

/** A rule with more ways than this is one route with its condition as text. */
const MOST_ROUTES = 16;

const HOSTS = /^(?:(?:req\.)?f?hdr\(host\)|ssl_fc_sni|req[._]ssl_sni)$/i;
const PATHS = new Set(["path", "base", "url", "capture.req.uri"]);

/** One match for each way in which a condition holds, where they can be told apart; for every request without one. */
export function matchesOf(condition: Condition | undefined, isHttp: boolean): readonly Match[] {
  const all: Route["match"] = isHttp ? { kind: "prefix", path: "/" } : { kind: "connection" };
  if (condition === undefined) return [{ hosts: [], match: all, condition: undefined }];
  if (!condition.isNegated) {
    const matches = condition.alternatives.flatMap((one) => ofAlternative(one, all));
    if (matches.length <= MOST_ROUTES) return matches;
  }
  return [{ hosts: [], match: all, condition: condition.text }];
}

function ofAlternative(terms: Alternative, all: Route["match"]): readonly Match[] {
  let hosts: readonly string[] = [];
  let paths: readonly Route["match"][] = [];
  const rest: string[] = [];
  for (const { tests, isNegated, text } of terms) {
    const asHosts = isNegated || hosts.length > 0 ? undefined : allOf(tests, hostsOf);
    const asPaths =
      isNegated || paths.length > 0 || all.kind === "connection" ? undefined : allOf(tests, pathsOf);
    if (asHosts !== undefined) hosts = asHosts;
    else if (asPaths !== undefined) paths = asPaths;
    else rest.push(text);
  }
  const condition = rest.length === 0 ? undefined : rest.join(" ");
  return (paths.length === 0 ? [all] : paths).map((match) => ({ hosts, match, condition }));
}

/** What all of the tests say, or undefined where one says something else. */
function allOf<T>(
  tests: readonly Test[],
  read: (test: Test) => readonly T[] | undefined,
): readonly T[] | undefined {
  if (tests.length === 0) return undefined;
  const all: T[] = [];
  for (const test of tests) {
    const some = read(test);
    if (some === undefined) return undefined;
    all.push(...some);
  }
  return all;
}

function hostsOf({ fetch, match, patterns, isOpaque }: Test): readonly string[] | undefined {
  if (isOpaque || !HOSTS.test(fetch) || patterns.length === 0) return undefined;
  if (match === "str") return patterns;
  if (match === "end")
    return patterns.every((one) => one.startsWith(".")) ? patterns.map((one) => `*${one}`) : undefined;
  return match === "dom" ? patterns.flatMap((one) => [one, `*.${one}`]) : undefined;
}

function pathsOf({
  fetch,
  match,
  patterns,
  isOpaque,
  ignoresCase,
}: Test): readonly Route["match"][] | undefined {
  if (isOpaque || !PATHS.has(fetch) || fetch === "base" || patterns.length === 0) return undefined;
  if (!patterns.every((one) => one.startsWith("/") || match === "reg")) return undefined;
  if (match === "str") return patterns.map((path) => ({ kind: "exact", path }));
  if (match === "beg") return patterns.map((path) => ({ kind: "prefix", path }));
  if (match === "dir") return patterns.map((path) => ({ kind: "regex", path: `^${escaped(path)}(/|$)` }));
  return match === "reg"
    ? patterns.map((path) => ({ kind: "regex", path: ignoresCase ? `(?i)${path}` : path }))
    : undefined;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
