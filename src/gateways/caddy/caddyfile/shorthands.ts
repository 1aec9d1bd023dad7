import type { Token } from "./token.ts";

/** Short names of placeholders, and what they stand for (`placeholderShorthands`, httpcaddyfile/shorthands.go). */
const SIMPLE: Readonly<Record<string, string>> = {
  host: "http.request.host",
  hostport: "http.request.hostport",
  port: "http.request.port",
  orig_method: "http.request.orig_method",
  orig_uri: "http.request.orig_uri",
  orig_path: "http.request.orig_uri.path",
  orig_dir: "http.request.orig_uri.path.dir",
  orig_file: "http.request.orig_uri.path.file",
  orig_query: "http.request.orig_uri.query",
  "orig_?query": "http.request.orig_uri.prefixed_query",
  method: "http.request.method",
  uri: "http.request.uri",
  "%uri": "http.request.uri_escaped",
  path: "http.request.uri.path",
  "%path": "http.request.uri.path_escaped",
  dir: "http.request.uri.path.dir",
  file: "http.request.uri.path.file",
  query: "http.request.uri.query",
  "%query": "http.request.uri.query_escaped",
  "?query": "http.request.uri.prefixed_query",
  remote: "http.request.remote",
  remote_host: "http.request.remote.host",
  remote_port: "http.request.remote.port",
  scheme: "http.request.scheme",
  uuid: "http.request.uuid",
  tls_cipher: "http.request.tls.cipher_suite",
  tls_version: "http.request.tls.version",
  tls_client_fingerprint: "http.request.tls.client.fingerprint",
  tls_client_issuer: "http.request.tls.client.issuer",
  tls_client_serial: "http.request.tls.client.serial",
  tls_client_subject: "http.request.tls.client.subject",
  tls_client_certificate_pem: "http.request.tls.client.certificate_pem",
  tls_client_certificate_der_base64: "http.request.tls.client.certificate_der_base64",
  upstream_hostport: "http.reverse_proxy.upstream.hostport",
  client_ip: "http.vars.client_ip",
};

/** Those that came after Caddy 2.6, with the release. */
const LATER: Readonly<Record<string, string>> = {
  orig_method: "2.7.0",
  orig_uri: "2.7.0",
  orig_path: "2.7.0",
  orig_dir: "2.7.0",
  orig_file: "2.7.0",
  orig_query: "2.7.0",
  "orig_?query": "2.7.0",
  "%uri": "2.9.0",
  "%path": "2.9.0",
  "%query": "2.9.0",
  "?query": "2.7.0",
  uuid: "2.9.0",
  client_ip: "2.7.0",
};

const PREFIXES: readonly (readonly [short: string, long: string, rest: RegExp])[] = [
  ["header", "http.request.header", /^[\w-]*$/],
  ["cookie", "http.request.cookie", /^[\w-]*$/],
  ["labels", "http.request.host.labels", /^[\w-]*$/],
  ["path", "http.request.uri.path", /^[\w-]*$/],
  ["file", "http.request.uri.path.file", /^[\w-]*$/],
  ["query", "http.request.uri.query", /^[\w-]*$/],
  ["re", "http.regexp", /^[\w.-]*$/],
  ["vars", "http.vars", /^[\w-]*$/],
  ["rp", "http.reverse_proxy", /^[\w.-]*$/],
  ["resp", "http.intercept", /^[\w.-]*$/],
  ["err", "http.error", /^[\w.-]*$/],
  ["file_match", "http.matchers.file", /^[\w-]*$/],
];

/** Writes the short names of a word in full. */
export function withShorthands(token: Token, since: (version: string) => boolean): Token {
  if (!token.text.includes("{")) return token;
  const text = token.text.replace(/\{([%?]?[\w.?-]+)\}/g, (whole, name: string) => {
    const long = inFull(name, since);
    return long === undefined ? whole : `{${long}}`;
  });
  return text === token.text ? token : { ...token, text };
}

function inFull(name: string, since: (version: string) => boolean): string | undefined {
  const later = Object.hasOwn(LATER, name) ? LATER[name] : undefined;
  if (Object.hasOwn(SIMPLE, name) && (later === undefined || since(later))) return SIMPLE[name];
  const dot = name.indexOf(".");
  if (dot < 0) return undefined;
  const found = PREFIXES.find(([short]) => short === name.slice(0, dot));
  const rest = name.slice(dot + 1);
  if (found === undefined || !found[2].test(rest)) return undefined;
  if (found[0] === "resp" && !since("2.8.0")) return undefined;
  return `${found[1]}.${rest}`;
}
