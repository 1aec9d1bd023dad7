import { boundedPattern } from "./bounded-pattern.ts";
import type { PathRewrite, Template } from "./forward.ts";

/**
 * The path that the service sees when a client asks for `path` (which may carry a query), or undefined where that is not
 * decided by the path alone. Prefixes are exchanged as plain text, slashes and all: `/a` for `/b/` makes `/b//x` of
 * `/a/x`, as gateways do.
 */
export function rewritePath(rewrite: PathRewrite, path: string): string | undefined {
  if (rewrite.kind === "unchanged") return path;
  if (rewrite.kind === "replace-prefix")
    return path.startsWith(rewrite.from) ? rooted(rewrite.to + path.slice(rewrite.from.length)) : undefined;
  if (rewrite.kind === "replace-all") return filled(rewrite.to, path);
  return byRule(rewrite, path);
}

/** A path of which nothing is left is sent as `/` (RFC 9112 section 3.2.1). */
function rooted(path: string): string {
  return path === "" || path.startsWith("?") ? `/${path}` : path;
}

function byRule(rewrite: Extract<PathRewrite, { kind: "by-rule" }>, path: string): string | undefined {
  const { bare, query } = splitQuery(path);
  for (const rule of rewrite.rules) {
    const found = boundedPattern(rule.pattern, bare.length)?.exec(bare);
    if (found === undefined) return undefined;
    if (found !== null) return withQuery(substituted(rule.replacement, found, bare), query);
  }
  return rewritePath(rewrite.otherwise, path);
}

/** Puts `$1` … `$9` and the path in; undefined when the replacement holds another variable. */
function substituted(replacement: string, found: RegExpExecArray, path: string): string | undefined {
  const text = replacement
    .replace(/\$(?:\{([1-9])\}|([1-9]))/g, (_, braced: string | undefined, bare: string | undefined) =>
      keepDollars(found[Number(braced ?? bare)] ?? ""),
    )
    .replace(/\$(?:uri\b|\{uri\}|document_uri\b)/g, () => keepDollars(path));
  return text.includes("$") ? undefined : text.replaceAll(KEPT_DOLLAR, "$");
}

/** A `$` that comes from the path is no variable; NUL stands for it meanwhile, which no path can hold. */
const KEPT_DOLLAR = "\u0000";

function keepDollars(text: string): string {
  return text.replaceAll("$", KEPT_DOLLAR);
}

/** The query goes behind the one of a replacement; a closing `?` there means that it is dropped. */
function withQuery(path: string | undefined, query: string): string | undefined {
  if (path === undefined) return undefined;
  if (path.endsWith("?")) return path.slice(0, -1);
  return query !== "" && path.includes("?") ? `${path}&${query.slice(1)}` : path + query;
}

function filled(template: Template, path: string): string | undefined {
  const { bare, query } = splitQuery(path);
  let text = "";
  for (const part of template) {
    if (typeof part === "string") text += part;
    else if (part.kind === "request-uri") text += path;
    else if (part.kind === "request-path") text += bare;
    else if (part.kind === "request-query") text += query;
    else if (part.kind === "request-arguments") text += query.slice(1);
    else if (part.kind === "own-request") text += part.text ?? "";
    else return undefined;
  }
  return text;
}

function splitQuery(path: string): { bare: string; query: string } {
  const at = path.indexOf("?");
  return at === -1 ? { bare: path, query: "" } : { bare: path.slice(0, at), query: path.slice(at) };
}
