import { cutText, lineOf, type SourceFile } from "../../text/source-file.ts";
import { BUFFER_BYTES, DOUBLE_QUOTE, endOfBareWord } from "./lex.ts";
import { CELLS, type Recorder, START } from "./recorder.ts";

/** How much of a hostile word a message repeats. */
const LONGEST_QUOTE = 60;

/** A problem by offsets: where to look for the mistake, and where the reading stood when it came up. */
export interface TextProblem {
  /** In nginx's own words (src/core/ngx_conf_file.c), where it has any. */
  readonly message: string;
  readonly at: number;
  /** Orders the problems of a file as nginx would come upon them. */
  readonly order: number;
  /** Where nginx says that it is, when that is another line than the mistake's. */
  readonly stopsAt: number | undefined;
  readonly refusesConfig: boolean;
  /** The change at `at` that takes it away for certain. */
  readonly step?: "end-line" | "remove-byte-order-mark";
}

/** The sentence for people: nginx's words, and the line that nginx names when it is not the line of the mistake. */
export function wordsOf(problem: TextProblem, source: SourceFile): string {
  if (problem.stopsAt === undefined) return problem.message;
  const line = lineOf(source, problem.stopsAt);
  return line === lineOf(source, problem.at)
    ? problem.message
    : `${problem.message} (nginx notices it on line ${line})`;
}

export function unexpected(at: number, what: string): TextProblem {
  return refused(at, at, `unexpected "${what}"`);
}

/**
 * A `}` in the middle of a directive: the `;` before it is missing. That it is set is certain where the directive is as
 * it should be with it: nothing else may follow there.
 */
export function unexpectedBrace(at: number, directiveAt: number): TextProblem {
  return {
    ...refused(directiveAt, at, 'unexpected "}": the directive that starts here has no ";"'),
    stopsAt: at,
    step: "end-line",
  };
}

/** After a quoted word that spans lines, what is wrong is most often the quote that opened it. */
export function unexpectedAfterQuote(source: SourceFile, quoteAt: number, at: number): TextProblem {
  const isOneLine = lineOf(source, quoteAt) === lineOf(source, at);
  const what = cutText(source, at, at + 4).slice(0, 1);
  return { ...refused(isOneLine ? at : quoteAt, at, `unexpected "${what}"`), stopsAt: at };
}

export function unfinishedDirective(start: number, length: number): TextProblem {
  return { ...refused(start, length, 'unexpected end of file, expecting ";" or "}"'), stopsAt: length };
}

export function unfinishedBlock(out: Recorder, index: number, length: number): TextProblem {
  const start = out.cells[index * CELLS + START] ?? 0;
  return { ...refused(start, length, 'unexpected end of file, expecting "}"'), stopsAt: length };
}

/** In the words of lua-nginx-module 0.10 (src/ngx_http_lua_directive.c), which names the last brace that was opened. */
export function unfinishedLua(at: number, lastOpened: number): TextProblem {
  const message = "unexpected end of file, expecting terminating characters for lua code block";
  return { ...refused(at, at, message), stopsAt: lastOpened };
}

export function unfinishedLongBracket(at: number, bracket: string): TextProblem {
  return refused(at, at, `Lua code block missing the closing long bracket "${bracket}"`);
}

export function unclosedQuote(text: Buffer, at: number): TextProblem {
  if (text.length - (at + 1) > BUFFER_BYTES) {
    const quote = text[at] === DOUBLE_QUOTE ? '"' : "'";
    return refused(at, at, `too long parameter, probably missing terminating "${quote}" character`);
  }
  const message = 'unexpected end of file, expecting ";" or "}"';
  return {
    ...refused(at, at, `${message}: the quote that opens here is never closed`),
    stopsAt: text.length,
  };
}

/**
 * Whether what starts at `start` and is ended by the byte at `end` overflows the read buffer. Of the ending byte, white
 * space and a closing quote stay in the buffer until the next byte is read; `;`, `{` and the end of a comment do not.
 */
export function isTooLong(text: Buffer, start: number, end: number, endStays: boolean): boolean {
  const length = end - start;
  if (length < BUFFER_BYTES - 1) return false;
  if (end >= text.length) return length > BUFFER_BYTES;
  return length >= BUFFER_BYTES || (endStays && end + 1 < text.length);
}

export function tooLong(text: Buffer, start: number): TextProblem {
  return refused(start, start, `too long parameter "${text.toString("utf8", start, start + 10)}..." started`);
}

/** The mark means nothing in UTF-8 (RFC 3629 section 6), so that nothing is lost with it. */
export function byteOrderMark(source: SourceFile, isDirective: boolean): TextProblem {
  const word = cutText(source, 3, Math.min(endOfBareWord(source.bytes, 3), LONGEST_QUOTE));
  const why = "the file begins with a byte order mark, which nginx takes for a part of the first word";
  const step = "remove-byte-order-mark";
  if (isDirective) return { ...refused(0, 0, `unknown directive "<U+FEFF>${word}": ${why}`), step };
  return { ...refused(0, 0, `the first key is "<U+FEFF>${word}": ${why}`), refusesConfig: false, step };
}

/** nginx itself reads on over a NUL, but the C strings that its modules work with end there. */
export function nulByte(at: number): TextProblem {
  return {
    ...refused(at, at, "a NUL byte stands in the text: nginx ignores the rest of that word"),
    refusesConfig: false,
  };
}

export function includeWithBlock(at: number): TextProblem {
  return refused(at, at, 'directive "include" is not terminated by ";"');
}

export function tooDeep(at: number, limit: number): TextProblem {
  return {
    ...refused(at, at, `blocks inside more than ${limit} others are not told apart`),
    refusesConfig: false,
  };
}

export function tooManyDirectives(at: number, limit: number): TextProblem {
  return {
    ...refused(at, at, `only the first ${limit} directives of this file are read`),
    refusesConfig: false,
  };
}

function refused(at: number, order: number, message: string): TextProblem {
  return { message, at, order, stopsAt: undefined, refusesConfig: true };
}
