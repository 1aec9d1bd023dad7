import type { HeaderSetting, PathRewrite, Template } from "../../../model/forward.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { type Line, wordAt } from "../ast.ts";
import { inherited, lastOption, option, type ProxySection } from "./proxy.ts";
import { formatTemplate } from "./sample.ts";

/** What the rules of a frontend and a backend make of a request. */
export interface Shaped {
  readonly host: Setting<Template>;
  readonly headers: readonly HeaderSetting[];
}

const CLIENT_HOST: Template = [{ kind: "request-host", raw: "the client's Host" }];

/** `http-request` rules without a condition, the frontend's before the backend's. What a condition decides is left out. */
export function shapeRequest(proxies: readonly ProxySection[], at: Location): Shaped {
  let host: Setting<Template> = assumed(CLIENT_HOST, at);
  const headers = new Map<string, HeaderSetting>();
  for (const proxy of proxies) {
    for (const line of inherited(proxy, "http-request")) {
      const [, action, name = "", value = ""] = line.words;
      if (action === undefined || !HEADER_ACTIONS.has(action) || isConditional(line)) continue;
      const template = formatTemplate(value);
      if (action === "del-header")
        headers.set(name.toLowerCase(), { name, value: [], location: wordAt(line, 2) });
      else if (name.toLowerCase() === "host") host = written(template, wordAt(line, 3));
      else headers.set(name.toLowerCase(), { name, value: template, location: wordAt(line, 2) });
    }
    const forwarded = forwardedFor(proxy);
    if (forwarded !== undefined) headers.set(forwarded.name.toLowerCase(), forwarded);
  }
  return { host, headers: [...headers.values()] };
}

const HEADER_ACTIONS = new Set(["set-header", "add-header", "del-header"]);

function isConditional({ words }: Line): boolean {
  return words.includes("if") || words.includes("unless");
}

const UNCHANGED: PathRewrite = { kind: "unchanged" };

/** What such rules make of the path; the last one counts. */
export function rewrittenPath(proxies: readonly ProxySection[], at: Location): Setting<PathRewrite> {
  let path: Setting<PathRewrite> | undefined;
  for (const proxy of proxies)
    for (const line of inherited(proxy, "http-request"))
      if (PATH_ACTIONS.has(line.words[1] ?? "") && !isConditional(line)) path = rewriteOf(line);
  return path ?? assumed(UNCHANGED, at);
}

const PATH_ACTIONS = new Set(["set-path", "set-pathq", "set-uri", "replace-path", "replace-pathq"]);

/** What one of these makes of it. */
function rewriteOf(line: Line): Setting<PathRewrite> {
  const [, action = "", first = "", second = ""] = line.words;
  const at = wordAt(line, 2);
  if (action === "set-path" || action === "set-pathq" || action === "set-uri")
    return written({ kind: "replace-all", to: withQuery(formatTemplate(first), action) }, at);
  const rule = { pattern: first, replacement: replacement(second) };
  return written({ kind: "by-rule", rules: [rule], otherwise: { kind: "unchanged" } }, at);
}

/** `set-path` leaves the query alone. */
function withQuery(template: Template, action: string): Template {
  return action === "set-path" ? [...template, { kind: "request-query", raw: "the query" }] : template;
}

/** `\1` of HAProxy is `$1` here; what a sample puts in is not known. */
function replacement(text: string): string {
  return text
    .replaceAll("$", "$$")
    .replace(/\\([1-9])/g, "$$$1")
    .replace(/%\[[^\]]*\]/g, "$unknown");
}

/** `option forwardfor [header NAME]`. */
function forwardedFor(proxy: ProxySection): HeaderSetting | undefined {
  const line = lastOption(proxy, ["forwardfor"]);
  if (line === undefined || option(proxy, "forwardfor") === undefined) return undefined;
  const at = line.words.indexOf("header");
  const name = at === -1 ? "X-Forwarded-For" : (line.words[at + 1] ?? "X-Forwarded-For");
  return {
    name,
    value: [{ kind: "client-address", raw: "the client's address" }],
    location: wordAt(line, 1),
  };
}
