import { isDirective } from "./directive-rules.ts";

/** So much of a file is looked at. */
const HEAD_LENGTH = 64 * 1024;

/** Blocks that only nginx configs have, at the beginning of a line. */
const BLOCK =
  /^[ \t]*(?:(?:events|http|stream|mail|server|upstream[ \t]+[^\s{;]+)\s*\{|location[ \t][^{;]*\{)/m;
/** Lines that end with a semicolon and begin with a directive that most nginx configs have. */
const DIRECTIVE =
  /^[ \t]*(?:proxy_pass|fastcgi_pass|grpc_pass|uwsgi_pass|listen|server_name|worker_processes|error_log|access_log|include)[ \t][^\n]*;/m;
const NAME = /(?:^|\/)nginx[^/]*\.conf$|\/(?:sites-enabled|sites-available)\/[^/]+$/;

/** How sure it is that a text is an nginx config: by its blocks and its lines, and less by its name. */
export function detectNginx(path: string, text: string): number {
  const head = text.slice(0, HEAD_LENGTH);
  // the first line of what `nginx -T` prints
  if (/^# configuration file .+:$/m.test(head.slice(0, 4_096))) return 1;
  const hasBlock = BLOCK.test(head);
  const hasDirective = DIRECTIVE.test(head);
  if (hasBlock && hasDirective) return 0.95;
  if (hasBlock) return 0.7;
  const byName = NAME.test(path) ? 0.3 : 0;
  const isKnown = hasDirective || hasDirectivesAlone(head);
  return (isKnown ? 0.3 : 0) + byName;
}

/** A line that is one directive, perhaps with a comment behind it. */
const LINE = /^[ \t]*([a-z][a-z0-9_]*)(?:[ \t][^;{}]*)?;[ \t]*(?:#.*)?$/;

/** A file to be included may be a few lines of any kind, `gzip on;`: most of its lines are directives that nginx knows. */
function hasDirectivesAlone(head: string): boolean {
  const lines = head.split("\n").filter((line) => !/^\s*(?:#|$)/.test(line));
  const known = lines.filter((line) => {
    const name = LINE.exec(line.trimEnd())?.[1];
    return name !== undefined && isDirective(name);
  });
  return known.length > 0 && known.length * 2 >= lines.length;
}
