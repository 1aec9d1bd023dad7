import type { PathRewrite, Placeholder, Template } from "../../../model/forward.ts";
import { type Setting, written } from "../../../model/source.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { get, list, text } from "../fields.ts";
import { toTemplate } from "../placeholder.ts";

const UNKNOWN: PathRewrite = { kind: "replace-all", to: [{ kind: "unknown", raw: "rewritten" }] };

/** What a `rewrite` handler makes of the path (rewrite/rewrite.go): the URI first, then prefix, suffix and the rest. */
export function afterRewrite(before: Setting<PathRewrite>, handler: Value): Setting<PathRewrite> {
  let now = before;
  const uri = text(handler, "uri");
  const at = get(handler, "uri");
  if (uri !== undefined && at !== undefined) now = written(withUri(before.value, uri), locationOf(at));
  const prefix = get(handler, "strip_path_prefix");
  const cut = text(handler, "strip_path_prefix");
  if (prefix !== undefined && cut !== undefined)
    now = written(withoutPrefix(now.value, cut), locationOf(prefix));
  const others = ["strip_path_suffix", "uri_substring", "path_regexp", "query"].flatMap(
    (name) => get(handler, name) ?? [],
  );
  // a suffix that is not there is left alone, as is a text that does not occur
  const [other] = others.filter((one) => one !== get(handler, "query"));
  return other === undefined || list(handler, "path_regexp").length === 0
    ? now
    : written(UNKNOWN, locationOf(other));
}

/** Without a `?` of its own the client's query stays. */
function withUri(before: PathRewrite, uri: string): PathRewrite {
  const template = toTemplate(uri.replace(/#.*$/s, ""));
  const bringsQuery = uri.includes("?") || template.some((part) => isKind(part, "request-uri"));
  const query: Template = bringsQuery ? [] : [{ kind: "request-query", raw: "?{http.request.uri.query}" }];
  if (before.kind === "unchanged") return { kind: "replace-all", to: [...template, ...query] };
  const [first, second, ...more] = template;
  const isAdded =
    typeof first === "string" &&
    more.length === 0 &&
    (isKind(second, "request-uri") || isKind(second, "request-path"));
  if (isAdded && before.kind === "replace-prefix") return { ...before, to: first + before.to };
  return template.every((part) => typeof part === "string")
    ? { kind: "replace-all", to: [...template, ...query] }
    : UNKNOWN;
}

function isKind(part: string | Placeholder | undefined, kind: Placeholder["kind"]): boolean {
  return typeof part === "object" && part.kind === kind;
}

function withoutPrefix(before: PathRewrite, cut: string): PathRewrite {
  const prefix = cut.startsWith("/") ? cut : `/${cut}`;
  if (prefix.includes("{")) return UNKNOWN;
  if (before.kind === "unchanged") return { kind: "replace-prefix", from: prefix, to: "" };
  if (before.kind !== "replace-prefix") return UNKNOWN;
  const { from, to } = before;
  if (to === "") return { kind: "replace-prefix", from: from + prefix, to: "" };
  return to.startsWith(prefix) ? { kind: "replace-prefix", from, to: to.slice(prefix.length) } : before;
}
