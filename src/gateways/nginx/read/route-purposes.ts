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
  visit(server, 0, (line, name) => {
    if (name === "mirror") mirrors.add(targetOf(line));
    else if (name === "error_page") (isForFailures(line) ? pages : others).add(targetOf(line));
    else if (name === "try_files" || name === "auth_request") others.add(targetOf(line));
  });
  return (location) => {
    if (mirrors.size === 0 && pages.size === 0) return undefined;
    const path = targetOf(location);
    const isOwn = path.startsWith("@") || location.children?.some(({ name }) => name === "internal") === true;
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
  const codes = words.map(({ text }) => text).filter((text) => /^\d{3}$/.test(text));
  return codes.length > 0 && codes.every((code) => code.startsWith("5"));
}

function visit(
  lines: readonly Directive[],
  depth: number,
  onLine: (line: Directive, name: string) => void,
): void {
  for (const line of lines) {
    onLine(line, line.name);
    const { children } = line;
    if (children !== undefined && depth < DEEPEST) visit(children, depth + 1, onLine);
  }
}
