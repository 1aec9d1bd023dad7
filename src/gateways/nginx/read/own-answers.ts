import type { Directive } from "../ast.ts";
import { HTTP_PASSES } from "./pass.ts";

/** Blocks nested deeper are not read. */
const DEEPEST = 100;

/**
 * Whether some request that clients may well make is answered by nginx itself, with a file or a `return`: then good
 * answers in its access log say nothing of an upstream.
 */
export function answersItself(servers: readonly (readonly Directive[])[]): boolean {
  return servers.some((lines) => {
    const hasDefault = lines.some((line) => line.name === "location" && line.words[0]?.text === "/");
    return !hasDefault || isAnswering(lines, errorPages(lines), 0);
  });
}

function isAnswering(lines: readonly Directive[], pages: ReadonlySet<string>, depth: number): boolean {
  if (lines.some(({ name }) => name === "return")) return true;
  return lines.some((line) => {
    if (line.name !== "location" || depth > DEEPEST) return false;
    const inner = line.children ?? [];
    if (isAside(line, inner, pages)) return false;
    return !inner.some(isPass) || isAnswering(inner, pages, depth + 1);
  });
}

function isPass({ name }: Directive): boolean {
  return HTTP_PASSES.some(({ directive }) => directive === name);
}

/** Nobody asks for these, or nothing is logged of it, or the answer is no success. */
function isAside(line: Directive, inner: readonly Directive[], pages: ReadonlySet<string>): boolean {
  const path = line.words.at(-1)?.text ?? "";
  const says = (name: string, value: string) =>
    inner.some((one) => one.name === name && one.words[0]?.text === value);
  const isInternal = inner.some(({ name }) => name === "internal") || path.startsWith("@");
  return isInternal || pages.has(path) || says("deny", "all") || says("access_log", "off");
}

function errorPages(lines: readonly Directive[]): ReadonlySet<string> {
  return new Set(
    lines.filter(({ name }) => name === "error_page").map((line) => line.words.at(-1)?.text ?? ""),
  );
}
