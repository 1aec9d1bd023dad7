import { all, at, complaint, each, type Setter } from "./complaint.ts";
import { isAnything, isSeconds, isSize, parameters } from "./parameters.ts";
import { variables } from "./variables.ts";

const isVariable = (text: string): boolean => text.startsWith("$");
const says = (text: string): string => `invalid variable name "${text}"`;

/** Variables of nginx's own that nothing may define anew (ngx_http_add_variable): those without NGX_HTTP_VAR_CHANGEABLE. */
const OF_NGINX = new Set(
  `host scheme uri request_uri document_uri document_root realpath_root query_string remote_addr remote_port server_addr
  server_port server_protocol server_name hostname request_method request_filename request status https
  binary_remote_addr remote_user body_bytes_sent bytes_sent connection connection_requests nginx_version pid msec
  time_iso8601 time_local content_length content_type is_args request_id request_time request_length request_body
  request_body_file request_completion upstream_addr upstream_status upstream_response_time`.split(/\s+/),
);

/** The variable that a directive defines. */
const defines =
  (word: number): Setter =>
  (texts, _name, module) => {
    const text = texts.at(word) ?? "";
    if (!isVariable(text)) return complaint(says(text), word < 0 ? texts.length - 1 : word);
    const name = text.slice(1).toLowerCase();
    if (module !== "http" || !OF_NGINX.has(name)) return undefined;
    return complaint(`the duplicate "${name}" variable`, word < 0 ? texts.length - 1 : word);
  };

const ESCAPES = new Set(["default", "json", "none"]);

/** ngx_http_log_set_log: behind the format, in any order. */
const LOG_PARAMETERS = parameters({
  from: 2,
  flags: new Set(["gzip"]),
  values: { buffer: isSize, gzip: (value) => /^[1-9]$/.test(value), flush: isSeconds, if: isAnything },
});

function unbuffered(texts: readonly string[]): ReturnType<Setter> {
  const more = texts.slice(2);
  const isBuffered = more.some((text) => text === "gzip" || /^(?:buffer|gzip)=/.test(text));
  const path = texts[0] ?? "";
  if (isBuffered && path.includes("$")) return complaint("buffered logs cannot have variables in name");
  return !isBuffered && more.some((text) => text.startsWith("flush="))
    ? complaint(`no buffer is defined for access_log "${path}"`)
    : undefined;
}

export const NAME_SETTERS: Readonly<Record<string, Setter>> = {
  set: defines(0),
  map: defines(1),
  split_clients: defines(1),
  auth_request_set: defines(0),
  geo: all(each(isVariable, says), defines(-1)),
  access_log: (texts, name, module) => {
    const [path = "", second] = texts;
    if (path === "off")
      return second === undefined ? undefined : complaint(`invalid parameter "${second}"`, 1);
    if (module === "stream" && second === undefined) return complaint("log format is not specified");
    return LOG_PARAMETERS(texts, name, module) ?? unbuffered(texts);
  },
  log_format: all(
    at(
      1,
      (text) => !text.startsWith("escape=") || ESCAPES.has(text.slice(7)),
      (text) => `unknown log format escaping "${text.slice(7)}"`,
    ),
    at(
      0,
      (text) => text !== "combined",
      (text, name) => `duplicate "${name}" name "${text}"`,
    ),
    (texts, name, module) => variables(texts, name, module),
  ),
  // what stands before it is a pattern, in which a dollar sign ends the line
  rewrite: (texts, name, module) => {
    const wrong = variables(texts.slice(1, 2), name, module);
    return wrong && complaint(wrong.message, 1);
  },
};
