import type { Line } from "./ast.ts";
import { isBlank, lexLine, type Scratch } from "./lex.ts";

/** A text whose lines are looked at: where they are, and the words of the line that was asked last. */
export interface LineText {
  readonly file: string;
  readonly text: string;
  readonly scratch: Scratch;
  readonly latest: { of: Line | undefined; words: readonly string[]; columns: readonly number[] };
  /** Keywords as they were first seen: hundreds of thousands of lines share a few. */
  readonly keywords: Map<string, string>;
  /** Three numbers a line: its own, where it begins, where its words end. */
  cells: Int32Array;
  count: number;
}

const CELLS = 3;
const NUMBER = 0;
const START = 1;
const END = 2;
/** Real configs have 30 to 50 bytes a line. */
const USUAL_BYTES = 30;

export function lineText(file: string, text: string): LineText {
  return {
    file,
    text,
    scratch: { words: [], columns: [] },
    latest: { of: undefined, words: [], columns: [] },
    keywords: new Map(),
    cells: new Int32Array((Math.ceil(text.length / USUAL_BYTES) + 16) * CELLS),
    count: 0,
  };
}

/** A line whose words are parted by blanks alone. */
interface LineView extends Line {
  keyword: string;
  source: LineText;
  index: number;
}

function cell({ source, index }: LineView, field: number): number {
  return source.cells[index * CELLS + field] ?? 0;
}

const linePrototype: Omit<Line, "keyword"> & ThisType<LineView> = {
  get words() {
    return latest(this).words;
  },
  get columns() {
    return latest(this).columns;
  },
  get number() {
    return cell(this, NUMBER);
  },
  modifier: undefined,
  get file() {
    return this.source.file;
  },
};

const NO_VARIABLES: ReadonlyMap<string, string> = new Map();

function latest(line: LineView): LineText["latest"] {
  const { latest: known, text, scratch } = line.source;
  if (known.of === line) return known;
  const found = lexLine(text, cell(line, START), cell(line, END), NO_VARIABLES, scratch);
  known.of = line;
  known.words = found.kind === "words" ? found.words : [];
  known.columns = found.kind === "words" ? found.columns : [];
  return known;
}

/** The line of this number, which begins at `start` and whose words lie before `end`. */
export function lineView(
  source: LineText,
  keyword: string,
  number: number,
  start: number,
  end: number,
): Line {
  const view: LineView = Object.create(linePrototype);
  view.keyword = shared(source.keywords, keyword);
  view.source = source;
  view.index = addCells(source, number, start, end);
  return view;
}

function shared(keywords: Map<string, string>, keyword: string): string {
  const known = keywords.get(keyword);
  if (known !== undefined) return known;
  // of a hostile text each line may have one of its own
  if (keywords.size < 1_000) keywords.set(keyword, keyword);
  return keyword;
}

function addCells(source: LineText, number: number, start: number, end: number): number {
  const base = source.count * CELLS;
  if (base + CELLS > source.cells.length) {
    const larger = new Int32Array(source.cells.length * 2);
    larger.set(source.cells);
    source.cells = larger;
  }
  source.cells[base + NUMBER] = number;
  source.cells[base + START] = start;
  source.cells[base + END] = end;
  return source.count++;
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
  const { text } = line.source;
  const [start, to] = [cell(line, START), cell(line, END)];
  const head: string[] = [];
  const columns: number[] = [];
  let at = skipBlanks(text, start, to);
  while (head.length < count && at < to) {
    const end = endOfWord(text, at, to);
    head.push(text.slice(at, end));
    columns.push(at - start + 1);
    at = skipBlanks(text, end, to);
  }
  return head.length < count
    ? undefined
    : { head, columns, tail: text.slice(at, to), column: at - start + 1 };
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
