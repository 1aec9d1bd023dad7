import { CODES, DEEPEST, TOO_DEEP, type Tree, treeBuilder } from "./tree.ts";

/** A mistake in a document, with the offset of the character at which it shows. */
export interface TreeProblem {
  readonly message: string;
  readonly offset: number;
}

export interface ParsedTree {
  readonly tree: Tree;
  /** What stands in the way; what was read before it is in the tree. */
  readonly problem: TreeProblem | undefined;
}

const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;

/** What may come: the first thing in a container may also be its end. */
type Expected = "value" | "first-value" | "key" | "first-key" | "colon" | "next";

type Builder = ReturnType<typeof treeBuilder>;

/** Where the reader stands. */
interface State {
  readonly text: string;
  readonly tokens: Builder;
  at: number;
  expected: Expected;
  /** The next backslash at or behind where it was looked for last; behind the text where there is none. */
  backslash: number;
}

/**
 * Reads JSON (RFC 8259) in one pass over its characters, without making a value of anything. A text that breaks off, or
 * breaks a rule, gives what stands before, with all that is open closed there.
 */
export function parseJsonTree(file: string, text: string): ParsedTree {
  const tokens = treeBuilder(text.length);
  // a byte order mark is no part of the text
  const state: State = {
    text,
    tokens,
    at: text.startsWith("\ufeff") ? 1 : 0,
    expected: "value",
    backslash: -1,
  };
  let message: string | undefined;
  while (message === undefined) {
    state.at = pastBlanks(text, state.at);
    if (state.at >= text.length) break;
    message = step(state, text.charCodeAt(state.at));
  }
  const isWhole = tokens.depth() === 0 && tokens.size() > 0;
  if (!isWhole) message ??= "the text ends in the middle";
  // a key without its value would put all that follows out of step
  const isWaiting = state.expected === "colon" || state.expected === "value";
  if (tokens.inside() === CODES.map && isWaiting) tokens.add(CODES.null, state.at, state.at);
  while (tokens.depth() > 0) tokens.close();
  if (tokens.size() === 0) tokens.add(CODES.null, 0, 0);
  const tree: Tree = { file, text, ...tokens.done(), values: undefined, lines: undefined };
  return { tree, problem: message === undefined ? undefined : { message, offset: state.at } };
}

/** Takes one step; gives what is wrong, if anything is. */
function step(state: State, char: number): string | undefined {
  switch (state.expected) {
    case "next":
      return next(state, char);
    case "colon":
      return colon(state, char);
    case "key":
      return key(state, char);
    case "first-key":
      return char === CLOSE_MAP ? end(state) : key(state, char);
    case "first-value":
      return char === CLOSE_LIST ? end(state) : value(state, char);
    case "value":
      return value(state, char);
  }
}

function next(state: State, char: number): string | undefined {
  const inside = state.tokens.inside();
  if (inside === 0) return "there is more behind the end of the document";
  if (char === (inside === CODES.map ? CLOSE_MAP : CLOSE_LIST)) return end(state);
  if (char !== COMMA) return "a comma or a closing bracket is missing";
  state.expected = inside === CODES.map ? "key" : "value";
  state.at++;
  return undefined;
}

function end(state: State): undefined {
  state.tokens.close();
  state.expected = "next";
  state.at++;
}

function colon(state: State, char: number): string | undefined {
  if (char !== COLON) return "a colon is missing behind a key";
  state.expected = "value";
  state.at++;
  return undefined;
}

function key(state: State, char: number): string | undefined {
  if (char !== QUOTE) return "a key in double quotes is missing";
  return quoted(state, "colon");
}

function value(state: State, char: number): string | undefined {
  const { text, tokens, at } = state;
  if (char === QUOTE) return quoted(state, "next");
  if (char === OPEN_MAP || char === OPEN_LIST) {
    if (tokens.depth() >= DEEPEST) return TOO_DEEP;
    tokens.open(char === OPEN_MAP ? CODES.map : CODES.list, at);
    state.expected = char === OPEN_MAP ? "first-key" : "first-value";
    state.at++;
    return undefined;
  }
  const stop = endOfWord(text, at);
  const code = codeOfWord(text.slice(at, Math.min(stop, at + 40)));
  if (code === undefined) return "this is no value of JSON";
  tokens.add(code, at, stop);
  state.expected = "next";
  state.at = stop;
  return undefined;
}

/** Takes the text in quotes that begins here. */
function quoted(state: State, expected: Expected): string | undefined {
  const { text } = state;
  const start = state.at + 1;
  let stop = text.indexOf('"', start);
  const isEscaped = stop > 0 && backslashFrom(state, start) < stop;
  if (isEscaped) stop = endAfterEscapes(text, start);
  if (stop < 0) return "a text in quotes does not end";
  state.tokens.add(isEscaped ? CODES.escaped : CODES.text, start, stop);
  state.at = stop + 1;
  state.expected = expected;
  return undefined;
}

/** Most documents have none, so that it is looked for once for many texts. */
function backslashFrom(state: State, start: number): number {
  if (state.backslash >= start) return state.backslash;
  const found = state.text.indexOf("\\", start);
  state.backslash = found < 0 ? state.text.length : found;
  return state.backslash;
}

function endAfterEscapes(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) return at;
    if (char === BACKSLASH) at++;
  }
  return -1;
}

function pastBlanks(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char !== 0x20 && char !== 0x0a && char !== 0x09 && char !== 0x0d) return at;
  }
  return at;
}

function endOfWord(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char <= 0x20 || char === COMMA || char === CLOSE_MAP || char === CLOSE_LIST || char === COLON)
      return at;
  }
  return at;
}

function codeOfWord(word: string): number | undefined {
  if (word === "true") return CODES.true;
  if (word === "false") return CODES.false;
  if (word === "null") return CODES.null;
  return /^-?\d{1,30}(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word) ? CODES.number : undefined;
}
