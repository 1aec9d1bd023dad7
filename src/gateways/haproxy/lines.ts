import type { Line } from "./ast.ts";
import { lexLine, type Scratch } from "./lex.ts";
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
  const scratch: Scratch = { words: [], columns: [] };
  let number = 0;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf("\n", start);
    const end = feed === -1 ? text.length : feed;
    number++;
    const line = lexed(source, number, [start, end], scratch, reading);
    if (line !== undefined && line.words.length > 0) take(line, source, branches, reading);
    start = end + 1;
  }
  const [open] = branches;
  if (open !== undefined) refuse(reading, open.line, "non-terminated '.if' block");
  endOfFile(text, file, number, reading);
}

function lexed(
  { text, file, environment }: LineSource,
  number: number,
  [start, end]: readonly [number, number],
  scratch: Scratch,
  reading: Reading,
): Line | undefined {
  const stop = text.charCodeAt(end - 1) === 13 && end > start ? end - 1 : end;
  const found = lexLine(text, start, stop, environment, scratch);
  if (found.kind === "words") return withModifier(found.words, found.columns, file, number);
  const place: Line = { words: [], columns: [found.column], modifier: undefined, file, number };
  refuse(reading, place, found.message);
  return undefined;
}

function withModifier(words: string[], columns: number[], file: string, number: number): Line {
  const [first] = words;
  if ((first !== "no" && first !== "default") || words.length < 2)
    return { words, columns, modifier: undefined, file, number };
  return { words: words.slice(1), columns: columns.slice(1), modifier: first, file, number };
}

function take(line: Line, source: LineSource, branches: Branch[], reading: Reading): void {
  const [keyword = ""] = line.words;
  if (keyword.startsWith(".")) macro(line, source, branches, reading);
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
  refuse(reading, { words: [], columns: [column], modifier: undefined, file, number: line }, message);
}
