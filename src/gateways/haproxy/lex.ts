/** The words of one line, or the reason why HAProxy gives the line up. */
export type Lexed =
  | { readonly kind: "words"; readonly words: string[]; readonly columns: number[] }
  | { readonly kind: "error"; readonly message: string; readonly column: number };

/** Room for the words of a line, used again and again: what is kept of a line is cut to its size. */
export interface Scratch {
  readonly words: string[];
  readonly columns: number[];
}

/** Words that a line may have (MAX_LINE_ARGS, defaults.h). */
export const MOST_WORDS = 64;

const TAB = 9;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const DOLLAR = 36;
const SINGLE_QUOTE = 39;
const BACKSLASH = 92;

/**
 * Splits a line as `parse_line` does (src/tools.c): blanks part words, `#` begins a comment, quotes join, a backslash
 * takes the meaning from what follows. Inside double quotes variables of the environment are put in; one that `environment`
 * does not know stays as `${NAME}`, as uhc does not see the environment of the program.
 */
export function lexLine(
  text: string,
  from: number,
  to: number,
  environment: ReadonlyMap<string, string>,
  { words, columns }: Scratch = { words: [], columns: [] },
): Lexed {
  let count = 0;
  let at = from;
  while (at < to) {
    const code = text.charCodeAt(at);
    if (isBlank(code)) {
      at++;
      continue;
    }
    if (code === HASH) break;
    let end = at;
    while (end < to && isPlain(text.charCodeAt(end))) end++;
    if (end < to && !isBlank(text.charCodeAt(end))) {
      const slow = lexWord(text, at, to, environment, from);
      if (slow.kind === "error") return slow;
      for (const word of slow.words) {
        words[count] = word;
        columns[count++] = at - from + 1;
      }
      at = slow.end;
    } else {
      words[count] = text.slice(at, end);
      columns[count++] = at - from + 1;
      at = end;
    }
  }
  if (count > MOST_WORDS)
    return {
      kind: "error",
      message: `too many words, truncating after word ${MOST_WORDS}`,
      column: columns[MOST_WORDS] ?? 1,
    };
  return { kind: "words", words: words.slice(0, count), columns: columns.slice(0, count) };
}

/** isspace(3). */
export function isBlank(code: number): boolean {
  return code === SPACE || (code >= TAB && code <= CARRIAGE_RETURN);
}

/**
 * Where the words of a line end, at `to` or before a comment, if blanks alone part them; undefined for a line in which
 * something is quoted or escaped. Variables are put in between double quotes only.
 */
export function endOfPlainWords(text: string, from: number, to: number): number | undefined {
  let end = from;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (isPlain(code) || code === DOLLAR) end = at + 1;
    else if (code === HASH) return end;
    else if (!isBlank(code)) return undefined;
  }
  return end;
}

/** Whether a word goes on with it as it stands: no blank, and nothing that quotes, escapes, expands or comments. */
function isPlain(code: number): boolean {
  if (code > BACKSLASH) return true;
  return (
    code > SPACE &&
    code !== DOUBLE_QUOTE &&
    code !== HASH &&
    code !== SINGLE_QUOTE &&
    code !== BACKSLASH &&
    code !== DOLLAR
  );
}

type Word =
  /** Nothing, or several words, where a variable is expanded to as many. */
  | { readonly kind: "words"; readonly words: readonly string[]; readonly end: number }
  | { readonly kind: "error"; readonly message: string; readonly column: number };

interface Cursor {
  readonly text: string;
  readonly to: number;
  readonly environment: ReadonlyMap<string, string>;
  at: number;
  word: string;
  quote: number;
  quoteAt: number;
  /** Words that an expansion has ended before this one. */
  readonly done: string[];
  isSpread: boolean;
}

/** A word with quotes, escapes or variables in it. */
function lexWord(
  text: string,
  from: number,
  to: number,
  environment: ReadonlyMap<string, string>,
  lineStart: number,
): Word {
  const cursor: Cursor = {
    text,
    to,
    environment,
    at: from,
    word: "",
    quote: 0,
    quoteAt: from,
    done: [],
    isSpread: false,
  };
  while (cursor.at < to) {
    const code = text.charCodeAt(cursor.at);
    if (cursor.quote === 0 && (isBlank(code) || code === HASH)) break;
    const message = step(cursor, code);
    if (message !== undefined) return { kind: "error", message, column: cursor.at - lineStart + 1 };
  }
  if (cursor.quote !== 0)
    return { kind: "error", message: "unmatched quote", column: cursor.quoteAt - lineStart + 1 };
  const isNothing = cursor.isSpread && cursor.word === "";
  return { kind: "words", words: isNothing ? cursor.done : [...cursor.done, cursor.word], end: cursor.at };
}

/** Takes what stands at the cursor; gives the reason where it can't be taken. */
function step(cursor: Cursor, code: number): string | undefined {
  if ((code === DOUBLE_QUOTE || code === SINGLE_QUOTE) && (cursor.quote === 0 || cursor.quote === code)) {
    if (cursor.quote === 0) cursor.quoteAt = cursor.at;
    cursor.quote = cursor.quote === 0 ? code : 0;
    cursor.at++;
    return undefined;
  }
  if (code === BACKSLASH && cursor.quote !== SINGLE_QUOTE) return takeEscape(cursor);
  if (code === DOLLAR && cursor.quote === DOUBLE_QUOTE) return takeVariable(cursor);
  const start = cursor.at++;
  while (cursor.at < cursor.to && isPlain(cursor.text.charCodeAt(cursor.at))) cursor.at++;
  cursor.word += cursor.text.slice(start, cursor.at);
  return undefined;
}

const CONTROLS: ReadonlyMap<string, string> = new Map([
  ["t", "\t"],
  ["n", "\n"],
  ["r", "\r"],
]);

function takeEscape(cursor: Cursor): string | undefined {
  const next = cursor.text.charAt(cursor.at + 1);
  const isQuoted = cursor.quote === DOUBLE_QUOTE;
  if (next === "x") {
    const [hex] = /^[0-9a-fA-F]{2}/.exec(cursor.text.slice(cursor.at + 2, cursor.at + 4)) ?? [];
    if (hex === undefined) return "truncated or invalid hexadecimal sequence";
    cursor.word += String.fromCharCode(Number.parseInt(hex, 16));
    cursor.at += 4;
    return undefined;
  }
  const meant = CONTROLS.get(next) ?? (" \\#'\"".includes(next) || (next === "$" && isQuoted) ? next : "");
  // other combinations are no escape sequences
  cursor.word += meant === "" ? "\\" : meant;
  cursor.at += meant === "" ? 1 : 2;
  return undefined;
}

/** `$NAME`, `${NAME}`, `${NAME-default}`, `${NAME[*]}`. */
function takeVariable(cursor: Cursor): string | undefined {
  const rest = cursor.text.slice(cursor.at, Math.min(cursor.to, cursor.at + 4_096));
  const found = /^\$(?:(\.?[A-Za-z_]\w*)|\{(\.?[A-Za-z_]\w*)(\[\*\])?(?:-([^}]*))?\})/.exec(rest);
  if (found === null) {
    return /^\$\{\.?[A-Za-z_]/.test(rest)
      ? "unmatched brace in environment variable name"
      : "forbidden first char in environment variable name";
  }
  const [whole, bare, braced, spread, otherwise] = found;
  const name = bare ?? braced ?? "";
  const value = cursor.environment.get(name) ?? otherwise ?? `\${${name}}`;
  cursor.at += whole.length;
  if (spread === undefined) {
    cursor.word += value;
    return undefined;
  }
  cursor.isSpread = true;
  const [first = "", ...others] = value.split(/\s+/);
  cursor.word += first;
  for (const other of others) {
    cursor.done.push(cursor.word);
    cursor.word = other;
  }
  return undefined;
}
