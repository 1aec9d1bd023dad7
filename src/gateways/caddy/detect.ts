/** So much of a file is looked at. */
const HEAD_LENGTH = 64 * 1024;

/** Keys that only Caddy's JSON has. */
const HANDLER =
  /"handler"\s*:\s*"(?:reverse_proxy|subroute|static_response|file_server|rewrite|headers|encode|vars|authentication|php_fastcgi|invoke|intercept|error|templates|map|request_body|copy_response)"/;
const TOP = /^\s*\{[\s\S]*"(?:apps|admin|logging|storage)"\s*:\s*\{/;
const APPS = /"apps"\s*:\s*\{\s*"(?:http|tls|layer4|pki|events|caddy\.[^"]*)"\s*:\s*\{/;

/** How sure it is that a text is a config of Caddy, by its keys or its directives, and less by its name. */
export function detectCaddy(path: string, text: string): number {
  const head = text.slice(0, HEAD_LENGTH);
  const isJson = /^\ufeff?\s*\{\s*(?:"|\}\s*$)/.test(head);
  if (!isJson) return 0;
  if (HANDLER.test(head)) return 0.97;
  if (APPS.test(head)) return 0.95;
  return /(?:^|\/)caddy[^/]*\.json$/i.test(path) && TOP.test(head) ? 0.6 : 0;
}
