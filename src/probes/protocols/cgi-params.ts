import type { ExchangeAsk } from "../../model/request.ts";

/**
 * The variables of RFC 3875 that say what is asked. No SCRIPT_FILENAME: which script runs is the config's affair, and
 * without it an application server answers by itself.
 */
export function cgiParams(ask: ExchangeAsk, userAgent: string): readonly (readonly [string, string])[] {
  const mark = ask.path.indexOf("?");
  const host = ask.host ?? "localhost";
  return [
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
    ["HTTP_HOST", host],
    ["HTTP_USER_AGENT", userAgent],
    ...ask.headers.map(
      ([name, value]) => [`HTTP_${name.toUpperCase().replaceAll("-", "_")}`, value] as const,
    ),
  ];
}
