import type { Line } from "./ast.ts";
import { endOfPlainWords, lexLine, MOST_WORDS } from "./lex.ts";
import { firstWord, type LineText, lineText, lineView } from "./line-view.ts";
import { macroHolds } from "./macros.ts";
import { type Reading, refuse } from "./reading.ts";

/** One text, and where its lines go. */
export interface LineSource {
  readonly file: string;
  readonly text: string;
  readonly environment: Map<string, string>;
  readonly onLine: (line: Line) => void;
}

/** An `.if` that is open: whether its lines are read now, and whether one of its branches has been. */
interface Branch {
  isOn: boolean;
  isTaken: boolean;
  sawElse: boolean;
  readonly line: Line;
}

/** MAXNESTEDCONDS, cfgparse.h. */
const MOST_NESTED = 16;

/** Gives the lines of one file in their order, without those that conditions leave out (parse_cfg, src/cfgparse.c). */
export function readLines(source: LineSource, reading: Reading): void {
  const { text, file } = source;
  const branches: Branch[] = [];
  const whole = lineText(file, text);
  let number = 0;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf("\n", start);
    const end = feed === -1 ? text.length : feed;
    number++;
    const line = lineAt(source, whole, number, start, end, reading);
    if (line !== undefined) take(line, source, branches, reading);
    start = end + 1;
  }
  const [open] = branches;
  if (open !== undefined) refuse(reading, open.line, "non-terminated '.if' block");
  endOfFile(text, file, number, reading);
}

/** Undefined for a line without words, and for one that HAProxy can't split into words, which is reported. */
function lineAt(
  { text, file, environment }: LineSource,
  whole: LineText,
  number: number,
  start: number,
  end: number,
  reading: Reading,
): Line | undefined {
  const plainEnd = endOfPlainWords(text, start, end);
  if (plainEnd === start) return undefined;
  // words and the blanks between them take two letters each
  if (plainEnd !== undefined && plainEnd - start < 2 * MOST_WORDS) {
    const keyword = firstWord(text, start, plainEnd);
    if (!MODIFIERS.has(keyword)) return lineView(whole, keyword, number, start, plainEnd);
  }
  const found = lexLine(text, start, end, environment, whole.scratch);
  if (found.kind === "words") return wholeLine(found.words, found.columns, file, number);
  refuse(reading, placeAt(file, number, found.column), found.message);
  return undefined;
}

/** Words that stand before the keyword. */
const MODIFIERS: ReadonlySet<string> = new Set(["no", "default"]);

function wholeLine(words: string[], columns: number[], file: string, number: number): Line | undefined {
  const [first, second] = words;
  if (first === undefined) return undefined;
  if ((first !== "no" && first !== "default") || second === undefined)
    return { keyword: first, words, columns, modifier: undefined, file, number };
  return {
    keyword: second,
    words: words.slice(1),
    columns: columns.slice(1),
    modifier: first,
    file,
    number,
  };
}

/** A line that is nothing but a place. */
function placeAt(file: string, number: number, column: number): Line {
  return { keyword: "", words: [], columns: [column], modifier: undefined, file, number };
}

function take(line: Line, source: LineSource, branches: Branch[], reading: Reading): void {
  if (line.keyword.startsWith(".")) macro(line, source, branches, reading);
  else if (branches.every(({ isOn }) => isOn)) source.onLine(line);
}

function macro(line: Line, source: LineSource, branches: Branch[], reading: Reading): void {
  const [keyword = "", ...words] = line.words;
  const condition = words.join(" ");
  const holds = (): boolean | undefined =>
    macroHolds(condition, { environment: source.environment, version: reading.version });
  const last = branches.at(-1);
  if (keyword === ".if") openBranch(line, condition, holds(), branches, reading);
  else if ([".elif", ".else", ".endif"].includes(keyword)) {
    if (last === undefined) refuse(reading, line, `lone '${keyword}' with no matching '.if'`);
    else if (keyword === ".endif") branches.pop();
    else if (last.sawElse) refuse(reading, line, `'${keyword}' after '.else' is not permitted`);
    else turn(last, keyword === ".else" || (holds() ?? true), keyword === ".else");
  } else if (keyword === ".alert") {
    if (branches.every(({ isOn }) => isOn)) refuse(reading, line, condition);
  } else if (![".warning", ".notice", ".diag"].includes(keyword))
    refuse(reading, line, `unknown directive '${keyword}'`);
}

function openBranch(
  line: Line,
  condition: string,
  holds: boolean | undefined,
  branches: Branch[],
  reading: Reading,
): void {
  if (branches.length + 1 >= MOST_NESTED) {
    refuse(reading, line, `too many nested '.if', max is ${MOST_NESTED}`);
    return;
  }
  if (holds === undefined)
    reading.note(
      `line ${line.number} of ${line.file} asks what only the running program knows (.if ${condition}): it is read as true`,
    );
  const isOn = holds ?? true;
  branches.push({ isOn, isTaken: isOn, sawElse: false, line });
}

function turn(branch: Branch, holds: boolean, isElse: boolean): void {
  branch.isOn = !branch.isTaken && holds;
  branch.isTaken ||= branch.isOn;
  branch.sawElse ||= isElse;
}

/** A file that was cut off, or holds bytes that end a C string, is refused as a whole. */
function endOfFile(text: string, file: string, number: number, reading: Reading): void {
  const nul = text.indexOf("\0");
  if (nul === -1 && (text === "" || text.endsWith("\n"))) return;
  const at = nul === -1 ? text.length : nul;
  const column = at - text.lastIndexOf("\n", at - 1);
  const line = nul === -1 ? number : text.slice(0, nul).split("\n").length;
  const message =
    nul === -1
      ? `Missing LF on last line, file might have been truncated at position ${column}`
      : `Stray NUL character at position ${column}`;
  refuse(reading, placeAt(file, line, column), message);
}
