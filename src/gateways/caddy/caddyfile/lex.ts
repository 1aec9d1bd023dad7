import type { PlacedText } from "../../../text/tree.ts";
import { type Environment, type Filled, fillEnvironment } from "./environment.ts";
import { finishHeredoc, heredocMarker } from "./heredoc.ts";
import { Refusal } from "./refusal.ts";
import { startOf, type Token } from "./token.ts";

export interface LexSettings {
  readonly environment: Environment | undefined;
  /** Whether Caddy is at least of a release. */
  readonly since: (version: string) => boolean;
  readonly onUnknown: (name: string) => void;
}

/** Words of one file; every one takes some hundred bytes. The largest configs of programs have a tenth of that. */
const MOST_WORDS = 1_000_000;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const HASH = 35;
const LESS = 60;
const BACKSLASH = 92;
const BACKTICK = 96;

interface Lexer {
  readonly text: string;
  /** Heredocs came with Caddy 2.7. */
  readonly hasHeredocs: boolean;
  readonly token: (word: Word) => Token;
  at: number;
  line: number;
  /** Lines that a backslash or a heredoc has joined to this one. */
  skippedLines: number;
}

/** A word while it is read. */
interface Word {
  start: number;
  line: number;
  value: string;
  quote: Token["quote"];
}

/** The words of a Caddyfile (caddyconfig/caddyfile/lexer.go). Throws a refusal for a heredoc that is not in order. */
export function lex(source: PlacedText, settings: LexSettings): Token[] {
  const filled = fillEnvironment(source.text, settings.environment);
  for (const name of filled.unknown) settings.onUnknown(name);
  const at = filled.text.startsWith("\ufeff") ? 1 : 0;
  const token = tokenMaker(source, filled);
  const lexer: Lexer = {
    text: filled.text,
    hasHeredocs: settings.since("2.7.0"),
    token,
    at,
    line: 1,
    skippedLines: 0,
  };
  const tokens: Token[] = [];
  for (let word = nextWord(lexer); word !== undefined; word = nextWord(lexer)) {
    const made = token(word);
    if (tokens.length >= MOST_WORDS) throw new Refusal("it has more words than can be read", made);
    tokens.push(made);
  }
  return tokens;
}

/** Makes tokens whose places are those of the text as it was written; words come in their order. */
function tokenMaker(source: PlacedText, { replaced, text }: Filled): Lexer["token"] {
  const plain = startOf(source);
  const isOpenAt = openLines(replaced, text);
  let next = 0;
  let shift = 0;
  return ({ start, line, value, quote }) => {
    for (let one = replaced[next]; one !== undefined && one.to <= start; one = replaced[++next])
      shift = one.writtenTo - one.to;
    const inside = replaced[next];
    const offset = inside !== undefined && inside.from < start ? inside.writtenFrom : start + shift;
    return { ...plain, offset, line, text: value, quote, isOpen: isOpenAt(start) };
  };
}

/** Says of offsets in their order whether a variable that is not known stands on their line. */
function openLines(replaced: Filled["replaced"], text: string): (offset: number) => boolean {
  const unknown = replaced.filter(({ isUnknown }) => isUnknown);
  let next = 0;
  let lineEnd = -1;
  let isOpen = false;
  if (unknown.length === 0) return () => false;
  return (offset) => {
    while (lineEnd < offset && lineEnd < text.length) {
      const found = text.indexOf("\n", lineEnd + 1);
      lineEnd = found < 0 ? text.length : found;
      isOpen = false;
      for (; (unknown[next]?.from ?? Number.POSITIVE_INFINITY) < lineEnd; next++) isOpen = true;
    }
    return isOpen;
  };
}

function nextWord(lexer: Lexer): Word | undefined {
  const { text } = lexer;
  const isEscaped = toNextWord(lexer);
  if (lexer.at >= text.length) return undefined;
  const code = text.charCodeAt(lexer.at);
  const word: Word = { start: lexer.at, line: lexer.line, value: "", quote: "" };
  if (code === QUOTE || code === BACKTICK) return quotedWord(lexer, word, code, isEscaped);
  return plainWord(lexer, word, isEscaped);
}

/** Goes past blanks, comments and ends of lines; says whether a backslash stands before the word. */
function toNextWord(lexer: Lexer): boolean {
  const { text } = lexer;
  let isEscaped = false;
  for (; lexer.at < text.length; lexer.at++) {
    const code = text.charCodeAt(lexer.at);
    if (code === LINE_FEED) {
      countLine(lexer, isEscaped);
      isEscaped = false;
    } else if (code === HASH) {
      const end = text.indexOf("\n", lexer.at);
      lexer.at = (end < 0 ? text.length : end) - 1;
    } else if (!isEscaped && code === BACKSLASH) isEscaped = true;
    else if (!isSpace(code)) break;
  }
  return isEscaped;
}

function plainWord(lexer: Lexer, word: Word, wasEscaped: boolean): Word {
  const { text, hasHeredocs } = lexer;
  let isEscaped = wasEscaped;
  let mayBeHeredoc = hasHeredocs;
  for (; lexer.at < text.length; lexer.at++) {
    const code = text.charCodeAt(lexer.at);
    if (mayBeHeredoc && word.value.length === 2 && word.value === "<<") return heredocOrWord(lexer, word);
    if (!isEscaped && code === BACKSLASH) {
      isEscaped = true;
      continue;
    }
    if (isSpace(code)) {
      if (code === CARRIAGE_RETURN) continue;
      if (code === LINE_FEED) countLine(lexer, isEscaped);
      lexer.at++;
      return word;
    }
    if (isEscaped && code === LESS && hasHeredocs) mayBeHeredoc = false;
    else if (isEscaped) word.value += "\\";
    isEscaped = false;
    word.value += text[lexer.at];
  }
  return word;
}

function countLine(lexer: Lexer, isJoined: boolean): void {
  if (isJoined) {
    lexer.skippedLines++;
    return;
  }
  lexer.line += 1 + lexer.skippedLines;
  lexer.skippedLines = 0;
}

/** A word in quotes; one that does not end is as long as the file. */
function quotedWord(lexer: Lexer, word: Word, quote: number, wasEscaped: boolean): Word | undefined {
  const { text } = lexer;
  const parts: string[] = [];
  let isEscaped = wasEscaped && quote === QUOTE;
  let from = lexer.at + 1;
  for (lexer.at++; lexer.at < text.length; lexer.at++) {
    const code = text.charCodeAt(lexer.at);
    if (code === LINE_FEED) countLine(lexer, false);
    if (isEscaped) {
      // a backslash goes only where it stands before a quote
      if (code === QUOTE) {
        parts.push(text.slice(from, Math.max(from, lexer.at - 1)));
        from = lexer.at;
      }
      isEscaped = false;
    } else if (code === quote) {
      parts.push(text.slice(from, lexer.at++));
      return { ...word, value: parts.join(""), quote: quote === QUOTE ? '"' : "`" };
    } else if (code === BACKSLASH && quote === QUOTE) isEscaped = true;
  }
  const value = parts.join("") + text.slice(from);
  return value === "" ? undefined : { ...word, value };
}

/** What began with `<<`: a heredoc if the line ends behind it, a word like any other if a blank comes first. */
function heredocOrWord(lexer: Lexer, word: Word): Word {
  const { text } = lexer;
  const lineEnd = text.indexOf("\n", lexer.at);
  const blank = text.indexOf(" ", lexer.at);
  const end = Math.min(lineEnd < 0 ? text.length : lineEnd, blank < 0 ? text.length : blank);
  const value = word.value + text.slice(lexer.at, end).replaceAll("\r", "");
  lexer.at = end + 1;
  if (end >= text.length || text.charCodeAt(end) === SPACE) return { ...word, value };
  const token = lexer.token({ ...word, value });
  const marker = heredocMarker(value, token);
  const stop = text.indexOf(marker, lexer.at);
  if (stop < 0) {
    const line = lexer.line + text.slice(end).split("\n").length - 1;
    throw new Refusal(
      `incomplete heredoc <<${marker} on line #${line}, expected ending marker ${marker}`,
      token,
    );
  }
  const body = text.slice(lexer.at, stop + marker.length);
  lexer.at = stop + marker.length;
  const finished = finishHeredoc(body, marker, token);
  lexer.line += 1 + lexer.skippedLines + body.split("\n").length - 1;
  lexer.skippedLines = 0;
  return { ...word, value: finished, quote: "<" };
}

/** `unicode.IsSpace` of Go. */
function isSpace(code: number): boolean {
  if (code <= SPACE) return code === SPACE || (code >= 9 && code <= 13);
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}
