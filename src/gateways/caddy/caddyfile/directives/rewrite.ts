import type { Dispenser } from "../dispenser.ts";
import { wholeNumber } from "../go-values.ts";
import { type JsonMap, listIn, map, mapIn, number, put, text } from "../json.ts";
import { takeMatchers } from "../matchers/index.ts";
import { routeOf } from "../routes.ts";
import type { Directive, Handler, Helper } from "../run.ts";
import { readBlock, type Subdirective } from "../subdirectives.ts";
import type { Token } from "../token.ts";
import { handler } from "./handler.ts";

/**
 * `rewrite [matcher] to`: a single word is never a matcher, as paths look like one. Since Caddy 2.8; before, the first word
 * is a matcher wherever it can be one.
 */
export function matcherAndWord(d: Dispenser, helper: Helper, what: string) {
  d.next();
  const at = d.token();
  const count = d.remaining().length;
  if (helper.run.since("2.8.0")) {
    if (count === 0) d.refuse(`too few arguments; must have at least a ${what}`);
    if (count > 2) d.refuse(`too many arguments; should only be a matcher and a ${what}`);
  }
  d.reset();
  d.next();
  const isAlone = helper.run.since("2.8.0") && count === 1;
  const matchers = isAlone ? undefined : takeMatchers(d, helper);
  if (!isAlone) d.next();
  return { at, matchers, word: d.argument() };
}

export const rewrite: Directive = (d, helper) => {
  const { at, matchers, word } = matcherAndWord(d, helper, "rewrite URI");
  if (d.nextArg()) d.wrongCount();
  const made = handler(at, "rewrite", { uri: text(word, word.text) });
  return [{ kind: "route", directive: at.text, route: routeOf(at, matchers, made) }];
};

export const method: Handler = (d) => {
  d.next();
  const at = d.token();
  const value = d.argument();
  if (d.nextArg()) d.wrongCount();
  return handler(at, "rewrite", { method: text(value, value.text) });
};

/** `uri strip_prefix|strip_suffix|replace|path_regexp|query …` (modules/caddyhttp/rewrite/caddyfile.go) */
export const uri: Handler = (d, helper) => {
  d.next();
  const made = handler(d.token(), "rewrite");
  const words = d.remaining();
  const [kind, ...args] = words;
  if (kind === undefined) return d.wrongCount();
  if (kind.text === "query") readQuery(d, made, args, helper);
  else if (kind.text === "strip_prefix" || kind.text === "strip_suffix") strip(d, made, kind, args);
  else if (kind.text === "replace") replace(d, made, args);
  else if (kind.text === "path_regexp") replacePath(d, made, args);
  else d.refuse(`unrecognized URI manipulation '${kind.text}'`);
  return made;
};

function strip(d: Dispenser, into: JsonMap, kind: Token, args: readonly Token[]): void {
  const [part, ...more] = args;
  if (part === undefined || more.length > 0) return void d.wrongCount();
  const isPrefix = kind.text === "strip_prefix";
  put(into, isPrefix ? "strip_path_prefix" : "strip_path_suffix", text(part, part.text));
}

function replace(d: Dispenser, into: JsonMap, args: readonly Token[]): void {
  const [find, by, limit, ...more] = args;
  if (find === undefined || by === undefined || more.length > 0) return void d.wrongCount();
  const made = map(find, { find: text(find, find.text), replace: text(by, by.text) });
  if (limit !== undefined)
    put(
      made,
      "limit",
      number(limit, wholeNumber(limit.text) ?? d.refuse("limit must be an integer; invalid")),
    );
  listIn(into, "uri_substring", find).items.push(made);
}

function replacePath(d: Dispenser, into: JsonMap, args: readonly Token[]): void {
  const [find, by, ...more] = args;
  if (find === undefined || by === undefined || more.length > 0) return void d.wrongCount();
  const made = map(find, { find: text(find, find.text), replace: text(by, by.text) });
  listIn(into, "path_regexp", find).items.push(made);
}

function readQuery(d: Dispenser, into: JsonMap, args: readonly Token[], helper: Helper): void {
  if (args.length > 3) d.wrongCount();
  const query = mapIn(into, "query", d.token());
  if (args.length > 0) changeQuery(d, query, args);
  const line: Subdirective = (inner) => {
    if (args.length > 0) inner.refuse("Cannot specify uri query rewrites in both argument and block");
    changeQuery(inner, query, [inner.token(), ...inner.remaining()]);
  };
  readBlock(d, query, helper, {}, line);
}

function changeQuery(d: Dispenser, into: JsonMap, args: readonly Token[]): void {
  const [key, second, third] = args;
  if (key === undefined) return void d.wrongCount();
  const expect = (count: number): void => {
    if (args.length !== count) d.wrongCount();
  };
  const pair = (name: string, value: string): JsonMap =>
    map(key, { key: text(key, name), val: text(second ?? key, value) });
  const add = (kind: string, made: JsonMap): void => void listIn(into, kind, key).items.push(made);
  if (key.text.startsWith("-")) {
    expect(1);
    listIn(into, "delete", key).items.push(text(key, key.text.replace(/^-+/, "")));
  } else if (key.text.startsWith("+")) {
    expect(2);
    add("add", pair(key.text.replace(/^\++/, ""), second?.text ?? ""));
  } else if (key.text.includes(">")) {
    expect(1);
    const [from = "", to = ""] = key.text.split(">");
    add("rename", pair(from, to));
  } else if (second !== undefined && third !== undefined && args.length === 3)
    add(
      "replace",
      map(key, {
        key: text(key, key.text),
        search_regexp: text(second, second.text),
        replace: text(third, third.text),
      }),
    );
  else {
    expect(2);
    add("set", pair(key.text, second?.text ?? ""));
  }
}
