import type { HeaderRule, TextMatch } from "../../../model/health-check.ts";
import { type Line, wordAt } from "../ast.ts";

const HOW: ReadonlyMap<string, TextMatch["how"]> = new Map<string, TextMatch["how"]>([
  ["str", "equal"],
  ["beg", "prefix"],
  ["end", "suffix"],
  ["sub", "part"],
  ["reg", "pattern"],
]);

/**
 * `hdr name [-m <how>] <name> [value [-m <how>] <value>]`, the word `name` being at `index`; undefined for what is filled in
 * while it runs (`name-lf`, `value-lf`).
 */
export function headerRule(line: Line, index: number, isNegated: boolean): HeaderRule | undefined {
  const { words } = line;
  if (words[index] !== "name") return undefined;
  const name = matchAt(words, index + 1);
  if (name === undefined) return undefined;
  const next = words[name.end];
  if (next === "value-lf") return undefined;
  const value = next === "value" ? matchAt(words, name.end + 1) : undefined;
  if (next === "value" && value === undefined) return undefined;
  return {
    name: name.match,
    value: value?.match,
    isWhole: words[index - 1] === "fhdr",
    isNegated,
    location: wordAt(line, index + 1),
  };
}

function matchAt(
  words: readonly string[],
  at: number,
): { readonly match: TextMatch; readonly end: number } | undefined {
  const isMarked = words[at] === "-m";
  const how = isMarked ? HOW.get(words[at + 1] ?? "") : "equal";
  const text = words[isMarked ? at + 2 : at];
  if (how === undefined || text === undefined) return undefined;
  return { match: { how, text }, end: at + (isMarked ? 3 : 1) };
}
