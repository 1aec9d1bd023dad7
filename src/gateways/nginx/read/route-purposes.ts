import type { RoutePurpose } from "../../../model/config.ts";
import type { Directive } from "../ast.ts";

/** Blocks nested deeper are not read. */
const DEEPEST = 100;

/**
 * The locations of a server to which nginx itself alone sends something: copies of requests (`mirror`, whose answer is
 * thrown away), and requests that failed elsewhere (`error_page` for 5xx). By path or name.
 */
export function purposesOf(server: readonly Directive[]): (location: Directive) => RoutePurpose | undefined {
  const mirrors = new Set<string>();
  const pages = new Set<string>();
  const others = new Set<string>();
  visit(server, 0, (line) => {
    const target = line.words.at(-1)?.text ?? "";
    if (line.name === "mirror") mirrors.add(target);
    else if (line.name === "error_page") (isForFailures(line) ? pages : others).add(target);
    else if (line.name === "try_files" || line.name === "auth_request") others.add(target);
  });
  return (location) => {
    const path = location.words.at(-1)?.text ?? "";
    const isOwn = path.startsWith("@") || location.children?.some(({ name }) => name === "internal") === true;
    if (!isOwn || others.has(path)) return undefined;
    if (mirrors.has(path)) return pages.has(path) ? undefined : "mirror";
    return pages.has(path) ? "error-page" : undefined;
  };
}

/** A page for 404 often stands for `try_files`: that is how most requests get there. */
function isForFailures({ words }: Directive): boolean {
  const codes = words.map(({ text }) => text).filter((text) => /^\d{3}$/.test(text));
  return codes.length > 0 && codes.every((code) => code.startsWith("5"));
}

function visit(lines: readonly Directive[], depth: number, onLine: (line: Directive) => void): void {
  for (const line of lines) {
    onLine(line);
    if (line.children !== undefined && depth < DEEPEST) visit(line.children, depth + 1, onLine);
  }
}
