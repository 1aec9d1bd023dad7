import type { Placeholder, Template } from "../../model/forward.ts";

/** Placeholders that Caddy fills per request (modules/caddyhttp/replacer.go, reverseproxy.go), in both ways to write them. */
const KINDS: ReadonlyMap<string, Placeholder["kind"]> = new Map<string, Placeholder["kind"]>([
  ["http.request.host", "request-host"],
  ["http.request.hostport", "request-host"],
  ["http.request.header.host", "request-host"],
  ["http.request.uri", "request-uri"],
  ["http.request.orig_uri", "request-uri"],
  ["http.request.uri.path", "request-path"],
  ["http.request.orig_uri.path", "request-path"],
  ["http.request.uri.query", "request-arguments"],
  ["http.request.orig_uri.query", "request-arguments"],
  ["http.request.scheme", "scheme"],
  ["http.request.remote.host", "client-address"],
  ["http.request.remote", "client-address"],
  ["http.vars.client_ip", "client-address"],
  ["http.reverse_proxy.upstream.host", "endpoint-host"],
  ["http.reverse_proxy.upstream.hostport", "endpoint-place"],
]);

/** The text of a value with its `{…}`; a brace behind a backslash stands for itself. */
export function toTemplate(text: string): Template {
  const parts: (string | Placeholder)[] = [];
  let literal = "";
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    const end = char === "{" ? text.indexOf("}", at) : -1;
    if (char === "\\" && /[{}]/.test(text[at + 1] ?? "")) literal += text[++at] ?? "";
    else if (end < 0) literal += char;
    else {
      if (literal !== "") parts.push(literal);
      literal = "";
      parts.push(placeholderOf(text.slice(at, end + 1)));
      at = end;
    }
  }
  return literal === "" ? parts : [...parts, literal];
}

function placeholderOf(raw: string): Placeholder {
  const name = raw.slice(1, -1).toLowerCase();
  const kind = KINDS.get(name);
  if (kind !== undefined) return { kind, raw };
  if (name === "http.request.method") return { kind: "own-request", raw, text: "GET" };
  // uhc sends none but its own
  if (/^http\.request\.(?:header|cookie)\./.test(name)) return { kind: "own-request", raw, text: "" };
  return { kind: "unknown", raw };
}

export function hasPlaceholder(text: string): boolean {
  return toTemplate(text).some((part) => typeof part !== "string");
}

/** With the variables of Caddy's process put in, where these are known: one that is not set is empty (replacer.go). */
export function withEnvironment(text: string, environment: ReadonlyMap<string, string> | undefined): string {
  if (environment === undefined) return text;
  return text.replace(/\{env\.([^{}]+)\}/g, (_, name: string) => environment.get(name) ?? "");
}

/** The variables among them that the process does not have. */
export function unsetVariables(
  text: string,
  environment: ReadonlyMap<string, string> | undefined,
): readonly string[] {
  if (environment === undefined) return [];
  const names = [...text.matchAll(/\{env\.([^{}]+)\}/g)].map(([, name = ""]) => name);
  return names.filter((name) => !environment.has(name));
}
