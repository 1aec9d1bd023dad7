import type { Directive, Lines } from "../ast.ts";
import { wordText } from "../context.ts";
import { directivesNamed, hasLine } from "../directives.ts";
import { HTTP_PASSES } from "./pass.ts";

/** Blocks nested deeper are not read. */
const DEEPEST = 100;

/**
 * Whether some request that clients may well make is answered by nginx itself, with a file, a `return`, or a page that
 * takes the place of an error: then good answers in its access log say nothing of an upstream.
 */
export function answersItself(servers: readonly Lines[]): boolean {
  return servers.some((lines) => {
    const hasDefault = directivesNamed(lines, "location").some((line) => wordText(line, 0) === "/");
    return !hasDefault || hidesErrors(lines, 0) || isAnswering(lines, errorPages(lines), 0);
  });
}

function isAnswering(lines: Lines, pages: ReadonlySet<string>, depth: number): boolean {
  if (hasLine(lines, "return")) return true;
  if (depth > DEEPEST) return false;
  return directivesNamed(lines, "location").some((line) => {
    if (isAside(line, pages)) return false;
    const inner = line.lines;
    if (inner === undefined || !HTTP_PASSES.some(({ directive }) => hasLine(inner, directive))) return true;
    return isAnswering(inner, pages, depth + 1);
  });
}

/** `error_page 500 =200 /sorry.html`: the status of the answer is that of the page. */
function hidesErrors(lines: Lines, depth: number): boolean {
  const pages = directivesNamed(lines, "error_page");
  if (pages.some(({ words }) => words.some(({ text }) => text.startsWith("=")))) return true;
  if (depth > DEEPEST) return false;
  return directivesNamed(lines, "location").some(
    (line) => line.lines !== undefined && hidesErrors(line.lines, depth + 1),
  );
}

/** Nobody asks for these, or nothing is logged of it, or the answer is no success. */
function isAside({ words, lines }: Directive, pages: ReadonlySet<string>): boolean {
  const path = words.at(-1)?.text ?? "";
  const says = (name: string, value: string) =>
    lines !== undefined && directivesNamed(lines, name).some((line) => wordText(line, 0) === value);
  const isInternal = path.startsWith("@") || (lines !== undefined && hasLine(lines, "internal"));
  return isInternal || pages.has(path) || says("deny", "all") || says("access_log", "off");
}

function errorPages(lines: Lines): ReadonlySet<string> {
  return new Set(directivesNamed(lines, "error_page").map(({ words }) => words.at(-1)?.text ?? ""));
}
