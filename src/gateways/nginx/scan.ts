import type { SourceFile } from "../../text/source-file.ts";
import {
  CLOSING_BRACE,
  CLOSING_PARENTHESIS,
  closingQuote,
  endOfBareWord,
  endOfComment,
  isBlank,
  isQuote,
  OPENING_BRACE,
  SEMICOLON,
  SHARP,
  skipBlanks,
} from "./lex.ts";
import { closeLuaBlock } from "./lex-lua.ts";
import { internName, kindOfName, type NameKind, type NameTable } from "./name-table.ts";
import { addRecord, countWord, END, HEAD_END, NEXT, type Recorder, recorder, setCell } from "./recorder.ts";
import { endOfUnclosedQuote, type Records, wordText } from "./records.ts";
import * as say from "./syntax-errors.ts";

/** How the lines of a block are read: as directives, or by a handler of its module as plain words. */
export type BlockContext = "directives" | "lines" | "lines-without-include";

/** One file as nginx reads it, with its includes not yet looked at. */
export interface ScannedFile {
  readonly records: Records;
  /** Numbers of the `include` directives, and in which kind of block each stands. */
  readonly includes: readonly { readonly index: number; readonly context: BlockContext }[];
  readonly problems: readonly say.TextProblem[];
}

interface Scan {
  readonly text: Buffer;
  readonly source: SourceFile;
  readonly names: NameTable;
  readonly out: Recorder;
  readonly open: { readonly index: number; readonly context: BlockContext }[];
  readonly includes: { readonly index: number; readonly context: BlockContext }[];
  readonly problems: say.TextProblem[];
  context: BlockContext;
  /** Blocks that are open beyond the deepest one that is recorded. */
  tooDeep: number;
}

/** nginx knows no limit but its stack; readers of the tree recurse, so deeper blocks are read as if they lay in this one. */
export const DEEPEST_BLOCK = 200;
/** At two bytes a directive, a file could hold far more than anybody writes; 100 MB of config have about half as many. */
const MOST_RECORDS = 4_000_000;
const MOST_PROBLEMS = 100;

export function scanFile(source: SourceFile, names: NameTable, context: BlockContext): ScannedFile {
  const text = source.bytes;
  const out = recorder(text.length);
  const scan: Scan = {
    text,
    source,
    names,
    out,
    open: [],
    includes: [],
    problems: [],
    context,
    tooDeep: 0,
  };
  let at = passByteOrderMark(scan);
  for (;;) {
    at = passBlanks(scan, at);
    if (at >= text.length) break;
    if (out.count >= MOST_RECORDS) {
      report(scan, say.tooManyDirectives(at, MOST_RECORDS));
      break;
    }
    at = passStatement(scan, at);
  }
  endOfFile(scan);
  reportNul(scan);
  const records = { source, names, count: out.count, cells: out.cells };
  return { records, includes: scan.includes, problems: scan.problems };
}

function passStatement(scan: Scan, at: number): number {
  const code = scan.text[at];
  if (code === CLOSING_BRACE) return closeBlock(scan, at);
  if (code === SEMICOLON) {
    report(scan, say.unexpected(at, ";"));
    return at + 1;
  }
  if (code === OPENING_BRACE) {
    report(scan, say.unexpected(at, "{"));
    addRecord(scan.out, -1, at, at);
    return openBlock(scan, scan.out.count - 1, at, "plain");
  }
  return passDirective(scan, at);
}

function passDirective(scan: Scan, start: number): number {
  const { text, out } = scan;
  let at = passWord(scan, start);
  const isDirective = scan.context === "directives";
  const name = isDirective ? internName(scan.names, text, start, at) : -1;
  const index = addRecord(out, name, start, at);
  const kind = kindOf(scan, name, start, at);
  for (;;) {
    at = passBlanks(scan, at);
    const code = text[at];
    if (code === SEMICOLON) return endDirective(scan, index, at, at + 1, kind);
    if (code === OPENING_BRACE) return openBlock(scan, index, at, kind);
    if (code === CLOSING_BRACE) {
      report(scan, say.unexpectedBrace(at, start));
      return endDirective(scan, index, at, at, kind);
    }
    if (at >= text.length) {
      report(scan, say.unfinishedDirective(start, text.length));
      return endDirective(scan, index, text.length, text.length, kind);
    }
    at = passWord(scan, at);
    countWord(out, index);
  }
}

function kindOf(scan: Scan, name: number, start: number, end: number): NameKind {
  if (name >= 0) return scan.names.kinds[name] ?? "plain";
  if (scan.context === "directives") return kindOfName(wordText(scan.source, start, end));
  const mayBeInclude = scan.context === "lines" && end - start >= 7 && end - start <= 9;
  return mayBeInclude && wordText(scan.source, start, end) === "include" ? "include" : "plain";
}

function endDirective(scan: Scan, index: number, headEnd: number, end: number, kind: NameKind): number {
  setCell(scan.out, index, HEAD_END, headEnd);
  setCell(scan.out, index, END, end);
  setCell(scan.out, index, NEXT, scan.out.count);
  if (kind === "include") scan.includes.push({ index, context: scan.context });
  return end;
}

function openBlock(scan: Scan, index: number, at: number, kind: NameKind): number {
  setCell(scan.out, index, HEAD_END, at);
  if (scan.context !== "directives") report(scan, say.unexpected(at, "{"));
  else if (kind === "lua") return passLuaBlock(scan, index, at);
  else if (kind === "include") report(scan, say.includeWithBlock(at));
  if (scan.open.length >= DEEPEST_BLOCK) {
    if (scan.tooDeep === 0) report(scan, say.tooDeep(at, DEEPEST_BLOCK));
    setCell(scan.out, index, END, at + 1);
    setCell(scan.out, index, NEXT, scan.out.count);
    scan.tooDeep++;
    return at + 1;
  }
  scan.open.push({ index, context: scan.context });
  if (kind === "lines" || kind === "lines-without-include") scan.context = kind;
  return at + 1;
}

function closeBlock(scan: Scan, at: number): number {
  if (scan.tooDeep > 0) {
    scan.tooDeep--;
    return at + 1;
  }
  const block = scan.open.pop();
  if (block === undefined) {
    report(scan, say.unexpected(at, "}"));
    return at + 1;
  }
  scan.context = block.context;
  setCell(scan.out, block.index, END, at + 1);
  setCell(scan.out, block.index, NEXT, scan.out.count);
  return at + 1;
}

function passLuaBlock(scan: Scan, index: number, at: number): number {
  const block = closeLuaBlock(scan.text, at + 1);
  const end = block.kind === "closed" ? block.at + 1 : scan.text.length;
  if (block.kind === "open") report(scan, say.unfinishedLua(at, block.at));
  if (block.kind === "open-bracket") report(scan, say.unfinishedLongBracket(block.at, block.bracket));
  setCell(scan.out, index, END, end);
  setCell(scan.out, index, NEXT, scan.out.count);
  return end;
}

/** Gives the offset behind white space and comments. A comment starts only where a word could. */
function passBlanks(scan: Scan, from: number): number {
  const { text } = scan;
  let at = skipBlanks(text, from);
  while (text[at] === SHARP) {
    const end = endOfComment(text, at);
    // Nothing in nginx empties the read buffer while a comment goes on.
    if (say.isTooLong(text, at, end, false)) report(scan, say.tooLong(text, at));
    at = skipBlanks(text, end);
  }
  return at;
}

function passWord(scan: Scan, at: number): number {
  const { text } = scan;
  if (isQuote(text[at])) return passQuoted(scan, at);
  const end = endOfBareWord(text, at);
  if (say.isTooLong(text, at, end, isBlank(text[end]))) report(scan, say.tooLong(text, at));
  return end;
}

function passQuoted(scan: Scan, at: number): number {
  const { text } = scan;
  const close = closingQuote(text, at);
  if (close < 0) {
    report(scan, say.unclosedQuote(text, at));
    return endOfUnclosedQuote(text, at);
  }
  if (say.isTooLong(text, at + 1, close, true)) report(scan, say.tooLong(text, at + 1));
  const next = text[close + 1];
  const mayFollow =
    close + 1 >= text.length ||
    isBlank(next) ||
    next === SEMICOLON ||
    next === OPENING_BRACE ||
    next === CLOSING_PARENTHESIS;
  // A brace is reported where the directive ends on it.
  if (!mayFollow && next !== CLOSING_BRACE)
    report(scan, say.unexpectedAfterQuote(scan.source, at, close + 1));
  return close + 1;
}

function passByteOrderMark(scan: Scan): number {
  if (!(scan.text[0] === 0xef && scan.text[1] === 0xbb && scan.text[2] === 0xbf)) return 0;
  report(scan, say.byteOrderMark(scan.source, scan.context === "directives"));
  return 3;
}

function reportNul(scan: Scan): void {
  const at = scan.text.indexOf(0);
  if (at >= 0) report(scan, say.nulByte(at));
}

function endOfFile(scan: Scan): void {
  const innermost = scan.open.at(-1);
  if (innermost !== undefined) report(scan, say.unfinishedBlock(scan.out, innermost.index, scan.text.length));
  for (const { index } of scan.open) {
    setCell(scan.out, index, END, scan.text.length);
    setCell(scan.out, index, NEXT, scan.out.count);
  }
}

function report(scan: Scan, problem: say.TextProblem): void {
  if (scan.problems.length < MOST_PROBLEMS) scan.problems.push(problem);
}
