import type { ExchangeAsk } from "../../model/request.ts";

/**
 * The bytes of a request in the order in which nginx writes them (ngx_http_proxy_create_request): Host, Connection, the
 * headers of the config. A header with an empty value is left out. User-Agent is uhc's own unless the config sets one.
 */
export function http1Request(ask: ExchangeAsk, userAgent: string): Buffer {
  if (ask.rawRequest !== undefined) return Buffer.from(ask.rawRequest);
  const set = new Set(ask.headers.map(([name]) => name.toLowerCase()));
  const lines: (readonly [string, string])[] = [];
  if (ask.host !== undefined) lines.push(["Host", ask.host]);
  if (!set.has("connection")) lines.push(["Connection", "close"]);
  lines.push(...ask.headers.filter(([, value]) => value !== ""));
  if (!set.has("user-agent")) lines.push(["User-Agent", userAgent]);
  // Else a server may ask for the length (411) instead of answering.
  if (/^(?:POST|PUT|PATCH)$/.test(ask.method) && !set.has("content-length"))
    lines.push(["Content-Length", "0"]);
  const head = lines.map(([name, value]) => `${oneLine(name)}: ${oneLine(value)}\r\n`).join("");
  return Buffer.from(`${target(ask.method)} ${target(ask.path)} HTTP/${ask.httpVersion}\r\n${head}\r\n`);
}

/** What the config can't say in one header line must not become two. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\0]/g, "");
}

/** Bytes that would end the request line early are written as percent escapes. */
function target(text: string): string {
  return text.replace(/[\x00-\x20\x7f]/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
