import type { RouteMatch } from "../../../model/config.ts";

export type PathMatch = Extract<RouteMatch, { readonly path: string }>;

/** One pattern of a `path` matcher (matchers.go, `MatchPath`); undefined for one that depends on the request. */
export function pathMatch(pattern: string): PathMatch | undefined {
  if (pattern.includes("{")) return undefined;
  const stars = pattern.split("*").length - 1;
  if (pattern === "*" || pattern === "/*") return { kind: "prefix", path: "/" };
  if (stars === 0 && !/[?[\\]/.test(pattern)) return { kind: "exact", path: pattern };
  if (stars === 1 && pattern.endsWith("*")) return { kind: "prefix", path: pattern.slice(0, -1) };
  return { kind: "regex", path: asRegex(pattern, stars) };
}

/** A star at either end stands for anything, slashes included, where it is the only one there; else not for slashes. */
function asRegex(pattern: string, stars: number): string {
  if (stars === 1 && pattern.startsWith("*")) return `${escaped(pattern.slice(1))}$`;
  if (stars === 2 && pattern.startsWith("*") && pattern.endsWith("*")) return escaped(pattern.slice(1, -1));
  const parts = pattern.split("*").map((part) => escaped(part).replaceAll("\\?", "[^/]"));
  return `^${parts.join("[^/]*")}$`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/**
 * What takes a request that both take; undefined where none does, `either` where patterns alone don't tell.
 */
export function bothPaths(outer: PathMatch, inner: PathMatch): PathMatch | "either" | undefined {
  if (outer.kind === "prefix" && inner.kind === "prefix") {
    if (inner.path.startsWith(outer.path)) return inner;
    return outer.path.startsWith(inner.path) ? outer : undefined;
  }
  if (outer.kind === "prefix" && inner.kind === "exact")
    return inner.path.startsWith(outer.path) ? inner : undefined;
  if (outer.kind === "exact" && inner.kind === "prefix")
    return outer.path.startsWith(inner.path) ? outer : undefined;
  if (outer.kind === "exact" && inner.kind === "exact") return outer.path === inner.path ? outer : undefined;
  return "either";
}
