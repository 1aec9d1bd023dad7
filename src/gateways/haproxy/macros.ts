import { versionCompare } from "./version.ts";

/** What the conditions of a config may ask about where it is read. */
export interface MacroFacts {
  readonly environment: ReadonlyMap<string, string>;
  readonly version: string | undefined;
}

/** Whether the lines behind `.if` are read; undefined where that is decided by what uhc does not see. */
export function macroHolds(text: string, facts: MacroFacts): boolean | undefined {
  const parts = splitOutside(text, "||");
  if (parts.length > 1) return anyOf(parts.map((part) => macroHolds(part, facts)));
  const terms = splitOutside(text, "&&");
  if (terms.length > 1) return allOf(terms.map((term) => macroHolds(term, facts)));
  const trimmed = text.trim();
  if (trimmed.startsWith("!")) return not(macroHolds(trimmed.slice(1), facts));
  if (/^\(.*\)$/.test(trimmed)) return macroHolds(trimmed.slice(1, -1), facts);
  return predicate(trimmed, facts);
}

function anyOf(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(true)) return true;
  return values.includes(undefined) ? undefined : false;
}

function allOf(values: readonly (boolean | undefined)[]): boolean | undefined {
  return not(anyOf(values.map(not)));
}

function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

/** Nesting is bounded, so that no text makes this deep. */
function splitOutside(text: string, mark: "||" | "&&"): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === "(") depth++;
    else if (letter === ")") depth--;
    else if (depth === 0 && text.startsWith(mark, at)) {
      parts.push(text.slice(start, at));
      start = at + mark.length;
      at++;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** Predicates of section 2.4 of the manual; a number is true unless it is 0, and nothing is false. */
function predicate(text: string, { environment, version }: MacroFacts): boolean | undefined {
  if (text === "") return false;
  if (/^-?\d+$/.test(text)) return Number(text) !== 0;
  const [, name = "", inner = ""] = /^(\w+)\((.*)\)$/.exec(text) ?? [];
  const values = inner.split(",").map((value) => value.trim());
  const [one = "", other = ""] = values;
  const isKnown = !values.some((value) => value.includes("${"));
  if (name === "defined") return environment.has(one) ? true : undefined;
  if (name === "streq") return isKnown ? one === other : undefined;
  if (name === "strneq") return isKnown ? one !== other : undefined;
  if (name === "strstr") return isKnown ? one.includes(other) : undefined;
  if (version === undefined) return undefined;
  if (name === "version_atleast") return versionCompare(version, one) >= 0;
  if (name === "version_before") return versionCompare(version, one) < 0;
  return undefined;
}
