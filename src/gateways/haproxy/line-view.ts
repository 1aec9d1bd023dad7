import type { Line } from "./ast.ts";
import { isBlank, lexLine, type Scratch } from "./lex.ts";

/** A text whose lines are looked at, with the words of the line that was asked last. */
export interface LineText {
  readonly file: string;
  readonly text: string;
  readonly scratch: Scratch;
  readonly latest: { of: Line | undefined; words: readonly string[]; columns: readonly number[] };
}

export function lineText(file: string, text: string): LineText {
  return {
    file,
    text,
    scratch: { words: [], columns: [] },
    latest: { of: undefined, words: [], columns: [] },
  };
}

/** The line that begins at `start`; its words lie before `to`, and are parted by blanks alone. */
interface LineView extends Line {
  keyword: string;
  number: number;
  source: LineText;
  start: number;
  to: number;
}

type LaterRead = Omit<Line, "keyword" | "number">;

const linePrototype: LaterRead & ThisType<LineView> = {
  get words() {
    return latest(this).words;
  },
  get columns() {
    return latest(this).columns;
  },
  get modifier() {
    return undefined;
  },
  get file() {
    return this.source.file;
  },
};

const NO_VARIABLES: ReadonlyMap<string, string> = new Map();

function latest(line: LineView): LineText["latest"] {
  const { latest: known, text, scratch } = line.source;
  if (known.of === line) return known;
  const found = lexLine(text, line.start, line.to, NO_VARIABLES, scratch);
  known.of = line;
  known.words = found.kind === "words" ? found.words : [];
  known.columns = found.kind === "words" ? found.columns : [];
  return known;
}

export function lineView(source: LineText, keyword: string, number: number, start: number, to: number): Line {
  const view: LineView = Object.create(linePrototype);
  view.keyword = keyword;
  view.number = number;
  view.source = source;
  view.start = start;
  view.to = to;
  return view;
}

function isView(line: Line): line is LineView {
  return Object.getPrototypeOf(line) === linePrototype;
}

/** The same line with its words at hand: for what many others ask. */
export function keptLine(line: Line): Line {
  const { keyword, words, columns, modifier, file, number } = line;
  return isView(line) ? { keyword, words, columns, modifier, file, number } : line;
}

/** The first word between two places. */
export function firstWord(text: string, from: number, to: number): string {
  const start = skipBlanks(text, from, to);
  return text.slice(start, endOfWord(text, start, to));
}

/** The first words of a line, and what stands behind them as it is written. */
export interface Parted {
  readonly head: readonly string[];
  /** Columns of the head's words. */
  readonly columns: readonly number[];
  /** Undefined where quotes and escapes in it have been resolved already, so that only words are left. */
  readonly tail: string | undefined;
  /** Column of the tail. */
  readonly column: number;
}

/** Parts a line behind so many words; undefined for one that has fewer. */
export function partLine(line: Line, count: number): Parted | undefined {
  if (!isView(line)) {
    const { words, columns } = line;
    if (words.length < count) return undefined;
    return { head: words.slice(0, count), columns, tail: undefined, column: columns[count] ?? 1 };
  }
  const { source, start, to } = line;
  const head: string[] = [];
  const columns: number[] = [];
  let at = skipBlanks(source.text, start, to);
  while (head.length < count && at < to) {
    const end = endOfWord(source.text, at, to);
    head.push(source.text.slice(at, end));
    columns.push(at - start + 1);
    at = skipBlanks(source.text, end, to);
  }
  return head.length < count
    ? undefined
    : { head, columns, tail: source.text.slice(at, to), column: at - start + 1 };
}

function skipBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  return at;
}

function endOfWord(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && !isBlank(text.charCodeAt(at))) at++;
  return at;
}
