import type { EditStep } from "../../model/edit.ts";
import { offsetOf, type SourceFile, sourceFile } from "../../text/source-file.ts";
import type { Splice } from "../../text/splice.ts";
import { isDirective } from "./directive-rules.ts";
import {
  closingQuote,
  endOfBareWord,
  endOfComment,
  isBlank,
  isQuote,
  LINE_FEED,
  SEMICOLON,
  SHARP,
  skipBlanks,
} from "./lex.ts";
import { nameTable } from "./name-table.ts";
import { END, HEAD_END, START } from "./recorder.ts";
import { cell, isBlock, type Records } from "./records.ts";
import { scanFile } from "./scan.ts";

const RETURN = 13;
const BYTE_ORDER_MARK = 3;

/** A directive by its offsets: from its name to behind its `;`. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The pieces of an nginx config that the steps stand for, in the same order; undefined for a step that can't be made
 * without a guess: its place lies in no directive, or a comment would lose what it speaks of.
 */
export function nginxSplices(
  content: Uint8Array,
  steps: readonly EditStep[],
): readonly (Splice | undefined)[] {
  const source = sourceFile("", content);
  const { records } = scanFile(source, nameTable(), "directives");
  return steps.map((step) => {
    if (step.kind === "remove-byte-order-mark") return { from: 0, to: BYTE_ORDER_MARK, text: "" };
    const at = offsetOf(source, step.at);
    const span = at === undefined ? undefined : directiveAt(records, at);
    return span === undefined ? undefined : spliceOf(source, span, step);
  });
}

function spliceOf(
  source: SourceFile,
  span: Span,
  step: Exclude<EditStep, { kind: "remove-byte-order-mark" }>,
): Splice | undefined {
  switch (step.kind) {
    case "add-line":
      return addLine(source.bytes, span, step.text);
    case "remove-line":
      return removeLine(source.bytes, span);
    case "end-line":
      return endLine(source.bytes, span);
  }
}

/** The directive without a block whose name or words lie at the offset. Records are in the order of their names. */
function directiveAt(records: Records, at: number): Span | undefined {
  let low = 0;
  let high = records.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (cell(records, middle, START) <= at) low = middle;
    else high = middle - 1;
  }
  const start = cell(records, low, START);
  const isInside = records.count > 0 && start <= at && at < cell(records, low, HEAD_END);
  return isInside && !isBlock(records, low) ? { start, end: cell(records, low, END) } : undefined;
}

/** On a line of its own where the directive has one, with the same indentation and the same end. */
function addLine(text: Buffer, { start, end }: Span, line: string): Splice | undefined {
  if (text[end - 1] !== SEMICOLON) return undefined;
  const begin = beginOfLine(text, start);
  const rest = restOfLine(text, end);
  if (rest === undefined || !isBlankBetween(text, begin, start))
    return { from: end, to: end, text: ` ${line}` };
  const indent = text.toString("latin1", begin, start);
  return { from: rest.end, to: rest.end, text: `${lineEnd(text, rest.end)}${indent}${line}` };
}

function removeLine(text: Buffer, { start, end }: Span): Splice | undefined {
  if (text[end - 1] !== SEMICOLON) return undefined;
  const begin = beginOfLine(text, start);
  const rest = restOfLine(text, end);
  // a person wrote down why this line is there
  if (rest?.hasComment === true) return undefined;
  if (rest !== undefined && isBlankBetween(text, begin, start))
    return { from: begin, to: nextLine(text, end), text: "" };
  let from = start;
  while (from > begin && isBlank(text[from - 1])) from--;
  return { from, to: end, text: "" };
}

/**
 * Behind the last word, and only where the directive ends there for certain: on the line on which it begins, and without
 * the name of another directive among its words.
 */
function endLine(text: Buffer, { start, end }: Span): Splice | undefined {
  const words: Span[] = [];
  for (let at = start; at < end; ) {
    if (text[at] === SHARP) at = endOfComment(text, at);
    else {
      const close = isQuote(text[at]) ? closingQuote(text, at) + 1 : endOfBareWord(text, at);
      if (close <= at) return undefined;
      words.push({ start: at, end: close });
      at = close;
    }
    at = skipBlanks(text, at);
  }
  const last = words.at(-1)?.end ?? end;
  if (last > end || text.subarray(start, last).includes(LINE_FEED)) return undefined;
  const isTwo = words.slice(1).some((word) => isDirective(text.toString("latin1", word.start, word.end)));
  return isTwo ? undefined : { from: last, to: last, text: ";" };
}

/** What stands between a directive and the end of its line: nothing, or a comment; undefined for anything else. */
function restOfLine(
  text: Buffer,
  from: number,
): { readonly end: number; readonly hasComment: boolean } | undefined {
  let end = text.indexOf(LINE_FEED, from);
  if (end < 0) end = text.length;
  else if (text[end - 1] === RETURN && end > from) end--;
  let at = from;
  while (at < end && isBlank(text[at])) at++;
  if (at >= end) return { end, hasComment: false };
  return text[at] === SHARP ? { end, hasComment: true } : undefined;
}

function beginOfLine(text: Buffer, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf(LINE_FEED, at - 1) + 1;
}

function nextLine(text: Buffer, from: number): number {
  const feed = text.indexOf(LINE_FEED, from);
  return feed < 0 ? text.length : feed + 1;
}

function isBlankBetween(text: Buffer, from: number, to: number): boolean {
  return skipBlanks(text, from) >= to;
}

/** How lines end around here; the last line of a file may have no end of its own. */
function lineEnd(text: Buffer, at: number): string {
  const feed = text[at] === undefined ? text.lastIndexOf(LINE_FEED) : text.indexOf(LINE_FEED, at);
  return feed > 0 && text[feed - 1] === RETURN ? "\r\n" : "\n";
}
