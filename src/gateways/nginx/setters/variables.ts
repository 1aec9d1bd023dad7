import { complaint, type Setter } from "./complaint.ts";
import type { ArgumentBytes } from "./glance.ts";

/**
 * Directives whose arguments are texts with variables in them (ngx_http_compile_complex_value, ngx_http_script_compile and
 * their kin in stream).
 */
const SCRIPTED: ReadonlySet<string> = new Set(
  `root alias index access_log auth_basic auth_basic_user_file return set add_header add_trailer expires error_page
  try_files limit_rate limit_rate_after hash http2_push secure_link secure_link_md5 proxy_store fastcgi_store uwsgi_store
  scgi_store proxy_pass proxy_method proxy_set_body proxy_set_header grpc_set_header proxy_cache_key fastcgi_cache_key
  uwsgi_cache_key scgi_cache_key proxy_cache_bypass fastcgi_cache_bypass uwsgi_cache_bypass scgi_cache_bypass
  proxy_no_cache fastcgi_no_cache uwsgi_no_cache scgi_no_cache proxy_ssl_name grpc_ssl_name uwsgi_ssl_name
  proxy_ssl_certificate proxy_ssl_certificate_key grpc_ssl_certificate grpc_ssl_certificate_key fastcgi_param
  uwsgi_param scgi_param fastcgi_pass uwsgi_pass scgi_pass grpc_pass proxy_upload_rate proxy_download_rate limit_req_zone
  limit_conn_zone map sub_filter`.split(/\s+/),
);

export function hasScript(name: string): boolean {
  return SCRIPTED.has(name);
}

const DOLLAR = 0x24;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** Whether one of the words between two offsets may be wrong: nearly all are told right without making texts of them. */
export function mayBeWrong({ bytes, from, to }: ArgumentBytes): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === DOLLAR && !isName(bytes, at + 1, to)) return true;
  return false;
}

function isName(bytes: Buffer, from: number, to: number): boolean {
  const isBraced = bytes[from] === OPEN;
  const start = isBraced ? from + 1 : from;
  let end = start;
  while (end < to && isNameByte(bytes[end] ?? 0)) end++;
  return end > start && (!isBraced || bytes[end] === CLOSE);
}

const VARIABLE = /\$(\{?)(\w*)(\}?)/g;

/** A `$` with no name behind it. */
export const variables: Setter = (texts) => {
  for (const [word, text] of texts.entries())
    for (const [, open, name = "", close] of text.matchAll(VARIABLE)) {
      if (open !== "" && close === "")
        return complaint(`the closing bracket in "${name}" variable is missing`, word);
      if (name === "") return complaint("invalid variable name", word);
    }
  return undefined;
};

function isNameByte(byte: number): boolean {
  const letter = byte | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x5f;
}
