import type { ExchangeAsk } from "../../model/request.ts";

/**
 * The bytes of a request in the order in which nginx writes them (ngx_http_proxy_create_request): Host, Connection, the
 * headers of the config. A header with an empty value is left out. User-Agent is uhc's own unless the config sets one.
 */
export function http1Request(ask: ExchangeAsk, userAgent: string): Buffer {
  if (ask.rawRequest !== undefined) return Buffer.from(ask.rawRequest);
  if (ask.isBare === true) return bareRequest(ask);
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

/** A request that has no header but its own, names in small letters, as HAProxy writes those of its checks. */
function bareRequest({ method, path, httpVersion, host, headers, body = "" }: ExchangeAsk): Buffer {
  const isSized = headers.some(([name]) => name.toLowerCase() === "content-length");
  const length = String(Buffer.byteLength(body));
  const lines: (readonly [string, string])[] = [
    ...(host === undefined ? [] : ([["host", host]] as const)),
    ...headers.filter(([name]) => name.toLowerCase() !== "connection"),
    ...(body === "" || isSized ? [] : ([["content-length", length]] as const)),
    ...headers.filter(([name]) => name.toLowerCase() === "connection"),
  ];
  const head = lines.map(([name, value]) => `${oneLine(name).toLowerCase()}: ${oneLine(value)}\r\n`).join("");
  return Buffer.from(`${target(method)} ${target(path)} HTTP/${httpVersion}\r\n${head}\r\n${body}`);
}

/** What the config can't say in one header line must not become two. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\0]/g, "");
}

/** Bytes that would end the request line early are written as percent escapes. */
function target(text: string): string {
  return text.replace(/[\x00-\x20\x7f]/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
