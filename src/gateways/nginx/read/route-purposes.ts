import type { RoutePurpose } from "../../../model/config.ts";
import type { Directive, Lines } from "../ast.ts";
import { directivesBelow, hasLine } from "../directives.ts";

const INTERNAL_REDIRECTS = ["mirror", "error_page", "try_files", "auth_request"];

/**
 * The locations of a server to which nginx itself alone sends something: copies of requests (`mirror`, whose answer is
 * thrown away), and requests that failed elsewhere (`error_page` for 5xx). By path or name.
 */
export function purposesOf(server: Lines): (location: Directive) => RoutePurpose | undefined {
  const mirrors = new Set<string>();
  const pages = new Set<string>();
  const others = new Set<string>();
  for (const line of directivesBelow(server, INTERNAL_REDIRECTS)) {
    if (line.name === "mirror") mirrors.add(targetOf(line));
    else if (line.name === "error_page" && isForFailures(line)) pages.add(targetOf(line));
    else others.add(targetOf(line));
  }
  if (mirrors.size === 0 && pages.size === 0) return () => undefined;
  return (location) => {
    const path = targetOf(location);
    const isOwn =
      path.startsWith("@") || (location.lines !== undefined && hasLine(location.lines, "internal"));
    if (!isOwn || others.has(path)) return undefined;
    if (mirrors.has(path)) return pages.has(path) ? undefined : "mirror";
    return pages.has(path) ? "error-page" : undefined;
  };
}

function targetOf({ words }: Directive): string {
  return words.at(-1)?.text ?? "";
}

/** A page for 404 often stands for `try_files`: that is how most requests get there. */
function isForFailures({ words }: Directive): boolean {
  const codes = words.filter(({ text }) => /^\d{3}$/.test(text));
  return codes.length > 0 && codes.every(({ text }) => text.startsWith("5"));
}
