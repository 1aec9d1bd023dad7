import type { Directive } from "../ast.ts";
import { own, ownOf, type Scope, wordText } from "../context.ts";
import { directivesNamed } from "../directives.ts";
import { piecesOf } from "./pieces.ts";

/** The texts that a variable can have, as far as the config alone tells. */
export interface Values {
  readonly texts: readonly string[];
  /** False where it can also be something that the config does not spell out. */
  readonly isComplete: boolean;
  /** Which of them it is for the requests that uhc stands for; absent or undefined where that is not known. */
  readonly own?: string | undefined;
}

/** What the `set` lines of a block make of a variable. */
export interface SetValues {
  readonly texts: readonly string[];
  /** False where every `set` stands under an `if`, so that what held before may still hold. */
  readonly isCertain: boolean;
}

/** Gives what a variable (its name without `$`) can be; undefined for one that only a request can tell. */
export type Lookup = (name: string) => Values | undefined;

/** A variable with more values than this is as good as unknown; it bounds what a hostile config can make us do. */
const MOST_VALUES = 1_000;
/** Variables made of variables made of variables. */
const DEEPEST = 20;
/** nginx refuses longer words; here it bounds variables that double each other. */
const LONGEST_WORD = 4_096;
/** What only a request can tell. */
export const UNKNOWN: Values = { texts: [], isComplete: false };

/** The blocks of an http or stream block that give variables their values, by the variable's name. */
export function valueBlocks(scope: Scope): ReadonlyMap<string, Directive> {
  const blocks = new Map<string, Directive>();
  for (const kind of ["map", "geo", "split_clients"])
    for (const block of own(scope, kind)) {
      const variable = block.words.at(-1)?.text;
      if (variable?.startsWith("$")) blocks.set(variable.slice(1), block);
    }
  return blocks;
}

/** Lines of map and geo blocks that are no values (ngx_http_map_module.c, ngx_http_geo_module.c). */
export const NO_VALUE: ReadonlySet<string> = new Set([
  "hostnames",
  "volatile",
  "ranges",
  "delete",
  "proxy",
  "proxy_recursive",
  "include",
]);

/** The values that stand in a `map`, `geo` or `split_clients` block. Without a default a variable may also be empty. */
export function valuesOfBlock(block: Directive): Values {
  const texts = new Set<string>();
  let hasDefault = block.name === "split_clients";
  for (const line of block.children ?? []) {
    const text = wordText(line, 0);
    if (text === undefined || NO_VALUE.has(line.name)) continue;
    hasDefault ||= line.name === "default";
    texts.add(text);
    if (texts.size > MOST_VALUES) return { texts: [], isComplete: false };
  }
  if (!hasDefault) texts.add("");
  return { texts: [...texts], isComplete: true };
}

/**
 * The values that the `set` lines of a block and of the `if` blocks in it give to each variable, in their order: an
 * unconditional `set` replaces what stood before, one in an `if` adds to it.
 */
export function setValues(scope: Scope): ReadonlyMap<string, SetValues> {
  const lines = ownOf(scope, ["set", "if"]);
  if (lines.length === 0) return NO_SETS;
  const values = new Map<string, SetValues>();
  for (const child of lines) {
    if (child.name === "set") assign(values, child, false);
    else if (child.lines !== undefined)
      for (const inner of directivesNamed(child.lines, "set")) assign(values, inner, true);
  }
  return values;
}

const NO_SETS: ReadonlyMap<string, SetValues> = new Map();

function assign(values: Map<string, SetValues>, set: Directive, isConditional: boolean): void {
  const name = wordText(set, 0)?.replace(/^\$/, "") ?? "";
  const text = wordText(set, 1) ?? "";
  const before = values.get(name);
  if (!isConditional) values.set(name, { texts: [text], isCertain: true });
  else if ((before?.texts.length ?? 0) <= MOST_VALUES)
    values.set(name, { texts: [...(before?.texts ?? []), text], isCertain: before?.isCertain ?? false });
}

/** Says what a text with variables can become, empty texts included. */
export type Expand = (text: string) => Values;

/** What each variable can be is found out once, so that variables made of variables cost no more than they are long. */
export function expander(lookup: Lookup): Expand {
  const known = new Map<string, Values>();
  let depth = 0;
  const valuesOf = (name: string): Values => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const found = depth < DEEPEST ? lookup(name) : undefined;
    const raw = found === undefined || found.texts.length > MOST_VALUES ? undefined : found;
    // what a variable made of itself would see
    known.set(name, UNKNOWN);
    depth += 1;
    const values = raw === undefined ? UNKNOWN : join(raw.texts.map(expand), raw.isComplete);
    depth -= 1;
    known.set(name, values);
    return values;
  };
  const expand = (text: string): Values => {
    let texts: readonly string[] = [""];
    let isComplete = true;
    for (const piece of piecesOf(text)) {
      const next = piece.kind === "text" ? { texts: [piece.text], isComplete: true } : valuesOf(piece.name);
      isComplete &&= next.isComplete;
      if (texts.length * next.texts.length > MOST_VALUES) return UNKNOWN;
      texts = texts.flatMap((start) => next.texts.map((end) => start + end));
      if (texts.some((long) => long.length > LONGEST_WORD)) return UNKNOWN;
    }
    return { texts, isComplete };
  };
  return expand;
}

function join(parts: readonly Values[], isComplete: boolean): Values {
  const texts = new Set(parts.flatMap((part) => part.texts));
  if (texts.size > MOST_VALUES) return UNKNOWN;
  return { texts: [...texts], isComplete: isComplete && parts.every((part) => part.isComplete) };
}
