import type { HeaderSetting, PathRewrite, Template } from "../../../model/forward.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { type Line, wordAt } from "../ast.ts";
import { inherited, lastOption, option, type ProxySection } from "./proxy.ts";
import { formatTemplate } from "./sample.ts";

/** What the rules of a frontend and a backend make of a request. */
export interface Shaped {
  readonly host: Setting<Template>;
  readonly headers: readonly HeaderSetting[];
  readonly path: Setting<PathRewrite>;
}

const CLIENT_HOST: Template = [{ kind: "request-host", raw: "the client's Host" }];

/** `http-request` rules without a condition, the frontend's before the backend's. What a condition decides is left out. */
export function shapeRequest(proxies: readonly ProxySection[], at: Location): Shaped {
  let host: Setting<Template> = assumed(CLIENT_HOST, at);
  let path: Setting<PathRewrite> = assumed({ kind: "unchanged" }, at);
  const headers = new Map<string, HeaderSetting>();
  for (const proxy of proxies) {
    for (const line of inherited(proxy, "http-request")) {
      if (line.words.includes("if") || line.words.includes("unless")) continue;
      const [, action, name = "", value = ""] = line.words;
      if (action === "set-header" || action === "add-header") {
        const template = formatTemplate(value);
        if (name.toLowerCase() === "host") host = written(template, wordAt(line, 3));
        else headers.set(name.toLowerCase(), { name, value: template, location: wordAt(line, 2) });
      } else if (action === "del-header")
        headers.set(name.toLowerCase(), { name, value: [], location: wordAt(line, 2) });
      else path = rewriteOf(line, action ?? "") ?? path;
    }
    const forwarded = forwardedFor(proxy);
    if (forwarded !== undefined) headers.set(forwarded.name.toLowerCase(), forwarded);
  }
  return { host, headers: [...headers.values()], path };
}

/** Rules that give the request another path; undefined for any other. */
function rewriteOf(line: Line, action: string): Setting<PathRewrite> | undefined {
  const [, , first = "", second = ""] = line.words;
  const at = wordAt(line, 2);
  if (action === "set-path" || action === "set-pathq" || action === "set-uri")
    return written({ kind: "replace-all", to: withQuery(formatTemplate(first), action) }, at);
  if (action !== "replace-path" && action !== "replace-pathq") return undefined;
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
