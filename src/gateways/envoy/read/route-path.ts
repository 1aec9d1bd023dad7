import type { RouteMatch } from "../../../model/config.ts";
import type { PathRewrite } from "../../../model/forward.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { dig, get, text } from "../message.ts";

/** `prefix_rewrite` and `regex_rewrite` of a route action. */
export function readPath(action: Value, match: RouteMatch, location: Location): Setting<PathRewrite> {
  const prefix = get(action, "prefix_rewrite");
  const to = prefix === undefined ? undefined : scalarText(prefix);
  if (prefix !== undefined && to !== undefined && to !== "")
    return written(replaced(match, to), locationOf(prefix));
  const regex = get(action, "regex_rewrite");
  const pattern = dig(regex, "pattern", "regex");
  if (regex === undefined || pattern === undefined) return assumed({ kind: "unchanged" }, location);
  return written(byRegex(scalarText(pattern) ?? "", text(regex, "substitution") ?? ""), locationOf(regex));
}

/** What matched is cut off and the text put in its place: all of it for an exact path, the prefix for a prefix. */
function replaced(match: RouteMatch, to: string): PathRewrite {
  if (match.kind === "prefix" || match.kind === "exact")
    return { kind: "replace-prefix", from: match.path, to };
  return { kind: "replace-all", to: [{ kind: "unknown", raw: to }] };
}

/**
 * RE2 replaces every match within the path; uhc follows a pattern that takes the path from its start. `\1` there is `$1`
 * here.
 */
function byRegex(pattern: string, substitution: string): PathRewrite {
  if (!pattern.startsWith("^")) return { kind: "replace-all", to: [{ kind: "unknown", raw: substitution }] };
  const replacement = substitution
    .replaceAll("$", "")
    .replace(/\\(\d)/g, (_, digit: string) => `\${${digit}}`);
  const whole = pattern.endsWith("$") ? pattern : `${pattern}(.*)$`;
  const rest = pattern.endsWith("$") ? "" : `\${${countGroups(pattern) + 1}}`;
  return {
    kind: "by-rule",
    rules: [{ pattern: whole, replacement: replacement + rest }],
    otherwise: { kind: "unchanged" },
  };
}

function countGroups(pattern: string): number {
  return pattern.match(/(?<!\\)\((?!\?)/g)?.length ?? 0;
}
