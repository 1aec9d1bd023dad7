import { nearest, own, wordText } from "../context.ts";
import type { PassSite } from "./locations.ts";
import type { Module } from "./server.ts";

/**
 * A FastCGI server closes the connection behind each answer unless nginx asks it not to (ngx_http_fastcgi_module,
 * `fastcgi_keep_conn`), so that `keepalive` alone keeps nothing. Undefined where the config has no such pool.
 */
export function fastcgiKeepalive({ reading, scope: http }: Module): ((site: PassSite) => void) | undefined {
  if (!reading.mentions("fastcgi_pass") || !reading.mentions("keepalive")) return undefined;
  const pools = new Set(
    own(http, "upstream")
      .filter((block) => block.children?.some(({ name }) => name === "keepalive"))
      .map((block) => wordText(block, 0)?.toLowerCase() ?? ""),
  );
  return ({ kind, pass, scope }) => {
    const [word] = pass.words;
    if (kind.directive !== "fastcgi_pass" || word === undefined || !pools.has(word.text.toLowerCase()))
      return;
    const [line] = nearest(scope, "fastcgi_keep_conn");
    if (line !== undefined && wordText(line, 0)?.toLowerCase() === "on") return;
    reading.report({
      cause: "keepalive-misconfigured",
      message: `Idle connections to ${word.text} are never used again: the FastCGI server closes each behind its answer`,
      location: line?.words[0]?.location ?? word.location,
      refusesConfig: false,
      about: word.text,
      remedy: "fastcgi_keep_conn on; beside fastcgi_pass",
    });
  };
}
