/** So much of a file is looked at. */
const HEAD_LENGTH = 64 * 1024;

/** Keys that only Caddy's JSON has. */
const HANDLER =
  /"handler"\s*:\s*"(?:reverse_proxy|subroute|static_response|file_server|rewrite|headers|encode|vars|authentication|invoke|intercept|error|templates|map|request_body|copy_response)"/;
const TOP = /^\s*\{[\s\S]*"(?:apps|admin|logging|storage)"\s*:\s*\{/;
const APPS = /"apps"\s*:\s*\{\s*"(?:http|tls|layer4|pki|events|caddy\.[^"]*)"\s*:\s*\{/;

const CADDYFILE_NAME = /(?:^|\/)(?:[^/]*[._-])?Caddyfile(?:[._-][^/]*)?$|\.caddyfile$/i;
/** Directives that no other format has, each on a line of its own and without a semicolon. */
const DIRECTIVE =
  /^[ \t]*(?:reverse_proxy|php_fastcgi|handle_path|handle_errors|forward_auth|file_server|basic_?auth|acme_server|uri (?:strip_prefix|strip_suffix|replace|path_regexp)|tls internal|encode (?:gzip|zstd)|import [\w./*-]+|respond|redir)(?:[ \t][^;\n]*)?$/m;
/** An address of a site, or the global options, with their block. */
const SITE =
  /^(?:\{|\(\w[\w.-]*\)[ \t]*\{|(?:https?:\/\/)?[\w.*{}$:,[\]/ -]*[\w.*:}\]][ \t]+\{)[ \t]*(?:#.*)?$/m;

/** Whether a text is a Caddyfile and no JSON, which begins with a bracket and a quote. */
export function isCaddyfile(path: string, text: string): boolean {
  if (/^\ufeff?\s*\{\s*"/.test(text) || /^(?:\xef\xbb\xbf)?\s*\{\s*"/.test(text)) return false;
  return CADDYFILE_NAME.test(path) || !/\.json$/i.test(path);
}

/** How sure it is that a text is a config of Caddy, by its keys or its directives, and less by its name. */
export function detectCaddy(path: string, text: string): number {
  const head = text.slice(0, HEAD_LENGTH);
  if (!isCaddyfile(path, head)) return detectJson(path, head);
  if (/;[ \t]*$/m.test(head) && !CADDYFILE_NAME.test(path)) return 0;
  const hasDirective = DIRECTIVE.test(head);
  if (CADDYFILE_NAME.test(path)) return hasDirective ? 0.97 : 0.8;
  return hasDirective && SITE.test(head) ? 0.9 : hasDirective ? 0.45 : 0;
}

function detectJson(path: string, head: string): number {
  if (HANDLER.test(head)) return 0.97;
  if (APPS.test(head)) return 0.95;
  return /(?:^|\/)caddy[^/]*\.json$/i.test(path) && TOP.test(head) ? 0.6 : 0;
}

/** Whether a file of this name may be a config of Caddy. */
export function mayHoldCaddy(path: string): boolean {
  return CADDYFILE_NAME.test(path) || /\.json$/.test(path);
}
