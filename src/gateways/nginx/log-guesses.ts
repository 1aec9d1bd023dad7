// Data table: formats of access logs that are common, tried where no config tells which one it is.
import { COMBINED } from "./log-format.ts";

/** Stands for objects of JSON with the usual names. */
export const JSON_GUESS = "{}";
/** Stands for the combined format with "name=value" behind it. */
export const PAIRS_GUESS = `${COMBINED} …`;

/** What ingress-nginx writes without a format of its own (its docs: Log format). */
const INGRESS = `${COMBINED} $request_length $request_time [$proxy_upstream_name] [$proxy_alternative_upstream_name] $upstream_addr $upstream_response_length $upstream_response_time $upstream_status $req_id`;
/** Nginx Proxy Manager's two formats. */
const MANAGER_PROXY =
  '[$time_local] $upstream_cache_status $upstream_status $status - $request_method $scheme $host "$request_uri" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio] [Sent-to $server] "$http_user_agent" "$http_referer"';
const MANAGER_STANDARD =
  '[$time_local] $status - $request_method $scheme $host "$request_uri" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio] "$http_user_agent" "$http_referer"';
const MANAGER_PLUS = '[$time_local] $host $remote_addr $request_time "$request" $status $body_bytes_sent ';

/** Richer ones first: a plain format takes apart what begins like it. */
export const GUESSES: readonly string[] = [
  INGRESS,
  PAIRS_GUESS,
  MANAGER_PROXY,
  MANAGER_STANDARD,
  MANAGER_PLUS,
  JSON_GUESS,
];

/** Names that formats give to what nginx's variables hold. */
export const USUAL_NAMES: ReadonlyMap<string, string> = new Map([
  ["rt", "request_time"],
  ["request_time", "request_time"],
  ["uct", "upstream_connect_time"],
  ["uht", "upstream_header_time"],
  ["upstream_header_time", "upstream_header_time"],
  ["urt", "upstream_response_time"],
  ["upstream_response_time", "upstream_response_time"],
  ["us", "upstream_status"],
  ["upstream_status", "upstream_status"],
  ["ua", "upstream_addr"],
  ["upstream", "upstream_addr"],
  ["upstream_addr", "upstream_addr"],
  ["upstream_address", "upstream_addr"],
  ["status", "status"],
  ["status_code", "status"],
  ["response_status", "status"],
  ["request", "request"],
  ["request_method", "request_method"],
  ["method", "request_method"],
  ["time_local", "time_local"],
  ["time_iso8601", "time_iso8601"],
  ["time", "time_iso8601"],
  ["timestamp", "time_iso8601"],
  ["@timestamp", "time_iso8601"],
  ["msec", "msec"],
  ["proxy_upstream_name", "proxy_upstream_name"],
]);
