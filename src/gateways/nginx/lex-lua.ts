import { BACKSLASH, CLOSING_BRACE, DOUBLE_QUOTE, LINE_FEED, OPENING_BRACE, SINGLE_QUOTE } from "./lex.ts";

const MINUS = 45;
const EQUALS = 61;
const OPENING_BRACKET = 91;

export type LuaBlock =
  | { readonly kind: "closed"; readonly at: number }
  /** The text ends first; `at` is the last brace that was opened. */
  | { readonly kind: "open"; readonly at: number }
  /** A long bracket has no end; `bracket` is what would have to follow. */
  | { readonly kind: "open-bracket"; readonly at: number; readonly bracket: string };

/**
 * Finds the brace that closes a `*_by_lua_block`; `from` is the offset behind the opening one. By the token list of
 * lua-nginx-module (util/gen-lexer-c, 0.10.x): strings end on their own line, and a quote without an end is no string.
 */
export function closeLuaBlock(text: Buffer, from: number): LuaBlock {
  let depth = 1;
  let lastOpened = from - 1;
  const noStringBefore = { [DOUBLE_QUOTE]: 0, [SINGLE_QUOTE]: 0 };
  for (let i = from; i < text.length; ) {
    const code = text[i];
    if (code === CLOSING_BRACE && --depth === 0) return { kind: "closed", at: i };
    if (code === OPENING_BRACE) {
      depth++;
      lastOpened = i;
    }
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
      const end = i < noStringBefore[code] ? -1 : closingLuaQuote(text, i);
      // A quote that finds no end tells that none of its kind up to the end of the line does.
      if (end < 0) noStringBefore[code] = Math.max(noStringBefore[code], -end);
      i = end < 0 ? i + 1 : end + 1;
      continue;
    }
    const behind = skipLongBracketOrComment(text, i, code);
    if (behind < 0) return { kind: "open-bracket", at: i, bracket: closingBracketFor(text, i) };
    i = behind;
  }
  return { kind: "open", at: lastOpened };
}

/** Offset of the closing quote, or minus the offset at which the search ended. */
function closingLuaQuote(text: Buffer, at: number): number {
  const quote = text[at];
  let i = at + 1;
  while (i < text.length) {
    const code = text[i];
    if (code === quote) return i;
    if (code === LINE_FEED) return -i;
    if (code === BACKSLASH && text[i + 1] !== LINE_FEED) i++;
    else if (code === BACKSLASH) return -i;
    i++;
  }
  return -Math.max(text.length, 1);
}

/** Offset behind the comment or long bracket at `at`, behind the byte itself for anything else, -1 without an end. */
function skipLongBracketOrComment(text: Buffer, at: number, code: number | undefined): number {
  const isComment = code === MINUS && text[at + 1] === MINUS;
  if (!isComment && code !== OPENING_BRACKET) return at + 1;
  const level = longBracketLevel(text, isComment ? at + 2 : at);
  if (level >= 0) {
    const closing = `]${"=".repeat(level)}]`;
    const end = text.indexOf(closing, at);
    return end < 0 ? -1 : end + closing.length;
  }
  if (!isComment) return at + 1;
  const end = text.indexOf(LINE_FEED, at);
  return end < 0 ? text.length : end;
}

/** How many `=` the opening long bracket at `at` has, or -1 where none stands there. */
function longBracketLevel(text: Buffer, at: number): number {
  if (text[at] !== OPENING_BRACKET) return -1;
  let i = at + 1;
  while (text[i] === EQUALS) i++;
  return text[i] === OPENING_BRACKET ? i - at - 1 : -1;
}

function closingBracketFor(text: Buffer, at: number): string {
  const bracketAt = text[at] === MINUS ? at + 2 : at;
  return `]${"=".repeat(Math.max(0, longBracketLevel(text, bracketAt)))}]`;
}
