import type { Directive } from "../ast.ts";
import { wordText } from "../context.ts";
import { NO_VALUE } from "./variables.ts";

/**
 * Variables that are the same for each request that uhc stands for: a GET over HTTP/1.1 without a body, a query, cookies,
 * a login or a client certificate, from loopback (ngx_http_variables.c, ngx_http_ssl_module.c). `$request_id` is 32
 * random hex digits, `$hostname` the gateway's own name: here any will do, as the header must not be missing.
 */
const TEXTS: ReadonlyMap<string, string> = new Map([
  ["request_method", "GET"],
  ["server_protocol", "HTTP/1.1"],
  ["request_id", "6baa8d7e24f8153bc67eeb1251669a85"],
  ["hostname", "localhost"],
  ["server_addr", "127.0.0.1"],
  ["remote_port", "49152"],
  ["remote_user", ""],
  ["content_type", ""],
  ["content_length", ""],
  ["request_body", ""],
  // fastcgi_split_path_info is for paths that go on behind the script, and uhc asks for none
  ["fastcgi_path_info", ""],
  ["ssl_client_cert", ""],
  ["ssl_client_escaped_cert", ""],
  ["ssl_client_fingerprint", ""],
  ["ssl_client_i_dn", ""],
  ["ssl_client_s_dn", ""],
  ["ssl_client_serial", ""],
]);

/** What uhc sends of its own accord; `$http_host` is the client's host, and the agent's name is not known here. */
const SENT = new Set(["http_host", "http_user_agent"]);

/** The text of such a variable; undefined for one that differs, or is unknown. */
export function ownRequestText(name: string): string | undefined {
  if (/^(?:http|cookie|arg)_./.test(name) && !SENT.has(name)) return "";
  return TEXTS.get(name);
}

/**
 * What a `map` over one of these variables makes of it: the line with the same text, whatever its case, or the default
 * (ngx_http_map_module). So `map $http_upgrade $connection_upgrade` gives what a request without an Upgrade header gets,
 * though other requests get something else. Undefined where patterns would have to be tried.
 */
export function mappedText(block: Directive): string | undefined {
  const source = /^\$(\w+)$/.exec(wordText(block, 0) ?? "")?.[1];
  const text = block.name === "map" && source !== undefined ? ownRequestText(source) : undefined;
  if (text === undefined) return undefined;
  const lines = block.children ?? [];
  const exact = lines.find((line) => line.name.toLowerCase() === text.toLowerCase());
  const hasPatterns = lines.some(
    ({ name }) => name.startsWith("~") || (NO_VALUE.has(name) && name !== "volatile"),
  );
  if (exact === undefined && hasPatterns) return undefined;
  const line = exact ?? lines.find(({ name }) => name === "default");
  const mapped = line === undefined ? "" : wordText(line, 0);
  return mapped?.includes("$") ? undefined : mapped;
}
