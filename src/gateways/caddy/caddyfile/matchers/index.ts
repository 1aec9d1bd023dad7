import type { Dispenser } from "../dispenser.ts";
import { dispense } from "../dispenser.ts";
import { type Json, type JsonMap, list, map, putAlways, text } from "../json.ts";
import { attempt, type Helper } from "../run.ts";
import { isQuoted, type Token } from "../token.ts";
import { fieldPattern, header, pathPattern, query, vars } from "./fields.ts";
import { file } from "./file.ts";
import { type Matcher, wordList } from "./matcher.ts";
import { clientIp, expression, protocol, remoteIp, tls, urlPattern } from "./simple.ts";

/** `not` holds sets of matchers itself. */
const not: Matcher = (d, _name, helper) => {
  const items: Json[] = [];
  const at = d.token();
  while (d.next()) items.push(nestedMatchers(d, helper));
  return list(at, items);
};

const MATCHERS: ReadonlyMap<string, Matcher> = new Map<string, Matcher>([
  ["client_ip", clientIp],
  ["expression", expression],
  ["file", file],
  ["header", header],
  ["header_regexp", fieldPattern("header_regexp")],
  ["host", wordList("host")],
  ["method", wordList("method")],
  ["not", not],
  ["path", wordList("path")],
  ["path_regexp", pathPattern],
  ["protocol", protocol],
  ["query", query],
  ["remote_ip", remoteIp],
  ["tls", tls],
  ["url_pattern", urlPattern],
  ["vars", vars],
  ["vars_regexp", fieldPattern("vars_regexp")],
]);

/** Reads `@name …` and keeps it under its name (`parseMatcherDefinitions`, httpcaddyfile/httptype.go). */
export function defineMatcher(segment: readonly Token[], into: Map<string, JsonMap>, helper: Helper): void {
  const d = dispense(segment);
  d.next();
  const name = d.value();
  if (into.has(name)) d.refuse(`matcher is defined more than once: ${name}`);
  const made = map(d.token());
  into.set(name, made);
  const [, second] = segment;
  if (d.nextArg() && second !== undefined && isQuoted(second)) {
    const words = [{ ...second, text: "expression", quote: "" as const }, second];
    putAlways(made, "expression", expression(dispense(words), name.slice(1), helper));
    return;
  }
  if (second !== undefined && d.token() === second) d.back();
  addMatchers(d, made, name.slice(1), helper, false);
}

/** The matchers that stand behind `not` or `lb_retry_match`, on the line or in a block. */
export function nestedMatchers(d: Dispenser, helper: Helper): JsonMap {
  const made = map(d.token());
  addMatchers(d, made, "", helper, helper.run.since("2.10.0"));
  return made;
}

function addMatchers(
  d: Dispenser,
  into: JsonMap,
  name: string,
  helper: Helper,
  takesExpressions: boolean,
): void {
  const byKind = new Map<string, Token[]>();
  for (const nesting = d.nesting(); d.nextArg() || d.nextBlock(nesting); ) {
    const first = d.token();
    const isExpression = takesExpressions && isQuoted(first);
    const kind = isExpression ? "expression" : first.text;
    const words = isExpression ? [{ ...first, text: kind, quote: "" as const }, first] : d.segment();
    byKind.set(kind, [...(byKind.get(kind) ?? []), ...words]);
  }
  for (const [kind, words] of byKind)
    attempt(helper.run, () => {
      const read = MATCHERS.get(kind);
      const [first] = words;
      if (read !== undefined) putAlways(into, kind, read(dispense(words), name, helper));
      else if (first !== undefined) putAlways(into, kind, unknown(first, words, helper));
    });
}

/** A matcher that Caddy itself has not may come with a module of others. */
function unknown(first: Token, words: readonly Token[], { run }: Helper): Json {
  run.onNote(`the matcher ${first.text} belongs to no module of Caddy itself; what it matches is not known`);
  return list(
    first,
    words.slice(1).map((word) => text(word, word.text)),
  );
}

/**
 * The set of matchers that a word stands for: a path, a name, or `*` for none; undefined for a word that is no matcher
 * (`matcherSetFromMatcherToken`).
 */
export function matchersOf(word: Token, helper: Helper, d: Dispenser): JsonMap | "all" | undefined {
  if (word.text === "*") return "all";
  if (word.text.startsWith("/")) return map(word, { path: list(word, [text(word, word.text)]) });
  if (!word.text.startsWith("@")) return undefined;
  return helper.matchers.get(word.text) ?? d.refuse(`unrecognized matcher name: ${word.text}`);
}

/** Takes the matcher from the arguments of a directive, if the first of them is one; starts anew behind it. */
export function takeMatchers(d: Dispenser, helper: Helper): JsonMap | undefined {
  const found = d.nextArg() ? matchersOf(d.token(), helper, d) : undefined;
  if (found !== undefined) d.drop();
  d.reset();
  return found === "all" ? undefined : found;
}
