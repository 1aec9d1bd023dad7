/**
 * Caddy's own handlers beside those that shape or pass on requests, and whether they answer them: always, now and then, or never
 * (the modules in http.handlers).
 */
export const HANDLERS: ReadonlyMap<string, "answers" | "may-answer" | "goes-on"> = new Map<
  string,
  "answers" | "may-answer" | "goes-on"
>([
  ["static_response", "answers"],
  ["file_server", "answers"],
  ["error", "answers"],
  ["acme_server", "answers"],
  ["metrics", "answers"],
  ["copy_response", "answers"],
  ["copy_response_headers", "goes-on"],
  ["authentication", "may-answer"],
  ["request_body", "may-answer"],
  ["encode", "goes-on"],
  ["templates", "goes-on"],
  ["map", "goes-on"],
  ["push", "goes-on"],
  ["tracing", "goes-on"],
  ["intercept", "goes-on"],
  ["log_append", "goes-on"],
]);
