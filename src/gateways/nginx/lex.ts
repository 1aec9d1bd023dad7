/**
 * The words of an nginx config, by the rules of ngx_conf_read_token() in src/core/ngx_conf_file.c (the same from 1.0
 * to 1.31). All functions take and give byte offsets and never fail.
 */

const TAB = 9;
export const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const SHARP = 35;
const DOLLAR = 36;
export const SINGLE_QUOTE = 39;
export const CLOSING_PARENTHESIS = 41;
export const SEMICOLON = 59;
export const BACKSLASH = 92;
export const OPENING_BRACE = 123;
export const CLOSING_BRACE = 125;

/** nginx's read buffer: what lies in it from a word's first byte to its end must fit (NGX_CONF_BUFFER). */
export const BUFFER_BYTES = 4096;

/** 1 for every byte that a bare word may not simply run over. */
const STOPS = new Uint8Array(256);
for (const stop of [TAB, LINE_FEED, RETURN, SPACE, SEMICOLON, OPENING_BRACE, BACKSLASH, DOLLAR])
  STOPS[stop] = 1;

export function isBlank(code: number | undefined): boolean {
  return code === SPACE || code === LINE_FEED || code === TAB || code === RETURN;
}

export function isQuote(code: number | undefined): boolean {
  return code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
}

/** Offset of the first byte from `at` on that is no white space. */
export function skipBlanks(text: Buffer, at: number): number {
  let i = at;
  while (i < text.length && isBlank(text[i])) i++;
  return i;
}

/** Offset of the line feed that ends the comment at `at`, or the end of the text. A lone CR ends no comment. */
export function endOfComment(text: Buffer, at: number): number {
  // Comments are short, so a loop is faster than the call that Buffer.indexOf makes.
  let i = at;
  while (i < text.length && text[i] !== LINE_FEED) i++;
  return i;
}

/** Offset of the byte that ends the bare word at `at`: white space, `;`, a brace that no `$` precedes, or the end. */
export function endOfBareWord(text: Buffer, at: number): number {
  const length = text.length;
  let i = at;
  for (;;) {
    while (i < length && STOPS[text[i] ?? 0] === 0) i++;
    if (i >= length) return length;
    const code = text[i];
    if (code === BACKSLASH) i += 2;
    else if (code === DOLLAR) i = skipBracesOfVariable(text, i + 1);
    else return i;
  }
}

/** nginx forgets the `$` only at the next byte that is not `{`, so `${{` is all word. */
function skipBracesOfVariable(text: Buffer, at: number): number {
  let i = at;
  while (text[i] === OPENING_BRACE) i++;
  return i;
}

/** Offset of the quote that closes the one at `at`, or -1 where none follows within nginx's buffer. */
export function closingQuote(text: Buffer, at: number): number {
  const quote = text[at];
  const limit = Math.min(text.length, at + 1 + BUFFER_BYTES);
  let i = at + 1;
  while (i < limit) {
    const code = text[i];
    if (code === quote) return i;
    i += code === BACKSLASH ? 2 : 1;
  }
  return -1;
}

const ESCAPED: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ["\\", "\\"],
  ["t", "\t"],
  ["r", "\r"],
  ["n", "\n"],
]);

/** Replaces the six escapes that nginx knows; any other backslash is kept. Takes a word without its quotes. */
export function unescapeWord(word: string): string {
  if (!word.includes("\\")) return word;
  return word.replace(/\\(["'\\trn])/g, (whole, letter: string) => ESCAPED.get(letter) ?? whole);
}
