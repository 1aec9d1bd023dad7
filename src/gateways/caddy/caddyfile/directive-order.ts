/** In what order directives are applied, with the release from which they are known (`defaultDirectiveOrder`). */
const ORDER: readonly (readonly [name: string, since?: string])[] = [
  ["tracing"],
  ["map"],
  ["vars"],
  ["fs", "2.8.0"],
  ["root"],
  ["log_append", "2.8.0"],
  ["skip_log"],
  ["log_skip", "2.8.0"],
  ["log_name", "2.8.0"],
  ["header"],
  ["copy_response_headers"],
  ["request_body"],
  ["timeouts", "2.11.5"],
  ["redir"],
  ["method"],
  ["rewrite"],
  ["uri"],
  ["try_files"],
  ["basicauth"],
  ["basic_auth", "2.8.0"],
  ["forward_auth"],
  ["request_header"],
  ["encode"],
  ["push"],
  ["intercept", "2.8.0"],
  ["templates"],
  ["invoke", "2.7.0"],
  ["handle"],
  ["handle_path"],
  ["route"],
  ["abort"],
  ["error"],
  ["copy_response"],
  ["respond"],
  ["metrics"],
  ["reverse_proxy"],
  ["php_fastcgi"],
  ["file_server"],
  ["acme_server"],
];

export function directiveOrder(since: (version: string) => boolean): readonly string[] {
  return ORDER.filter(([, version]) => version === undefined || since(version)).map(([name]) => name);
}

/** Whether a directive of Caddy itself is known to the release at hand. */
export function isKnownSince(name: string, since: (version: string) => boolean): boolean {
  const version = ORDER.find(([known]) => known === name)?.[1];
  return version === undefined || since(version);
}

/** Directives of modules of others stand where those of Caddy that change a request or its answer do. */
export function withForeign(order: readonly string[], name: string): readonly string[] {
  if (order.includes(name)) return order;
  const at = order.indexOf("encode");
  return at < 0 ? [...order, name] : [...order.slice(0, at), name, ...order.slice(at)];
}
