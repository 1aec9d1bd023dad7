import type { ExchangeAsk } from "../../model/request.ts";

/**
 * The parameters of the config under their own names, over the variables of RFC 3875 that say what is asked. Which script
 * runs is the config's affair alone: without a SCRIPT_FILENAME an application server answers by itself.
 */
export function cgiParams(ask: ExchangeAsk, userAgent: string): readonly (readonly [string, string])[] {
  const mark = ask.path.indexOf("?");
  const host = ask.host ?? "localhost";
  const params = new Map([
    ["REQUEST_METHOD", ask.method],
    ["REQUEST_URI", ask.path],
    ["PATH_INFO", mark < 0 ? ask.path : ask.path.slice(0, mark)],
    ["QUERY_STRING", mark < 0 ? "" : ask.path.slice(mark + 1)],
    ["CONTENT_TYPE", ""],
    ["CONTENT_LENGTH", ""],
    ["SERVER_PROTOCOL", `HTTP/${ask.httpVersion}`],
    ["GATEWAY_INTERFACE", "CGI/1.1"],
    ["SERVER_SOFTWARE", userAgent],
    ["SERVER_NAME", host.replace(/:\d+$/, "")],
    ["SERVER_PORT", /:(\d+)$/.exec(host)?.[1] ?? "80"],
    ["REMOTE_ADDR", "127.0.0.1"],
    ["REMOTE_PORT", "0"],
    ["HTTP_USER_AGENT", userAgent],
  ]);
  if (ask.host !== undefined) params.set("HTTP_HOST", ask.host);
  // a config that names parameters decides whether there is a PATH_INFO: PHP takes it for a part of the script's path
  if (ask.headers.length > 0) params.delete("PATH_INFO");
  for (const [name, value] of ask.headers) params.set(name, value);
  return [...params];
}
