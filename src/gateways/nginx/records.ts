import { cutText, type SourceFile } from "../../text/source-file.ts";
import {
  CLOSING_BRACE,
  closingQuote,
  isBlank,
  isQuote,
  LINE_FEED,
  OPENING_BRACE,
  SEMICOLON,
  unescapeWord,
} from "./lex.ts";
import type { NameTable } from "./name-table.ts";
import { CELLS, END, HEAD_END, NAME, NAME_END, START } from "./recorder.ts";

/** The directives of one file, in the order of their names in the text. */
export interface Records {
  readonly source: SourceFile;
  readonly names: NameTable;
  readonly count: number;
  readonly cells: Int32Array;
}

export function cell(records: Records, index: number, field: number): number {
  return records.cells[index * CELLS + field] ?? 0;
}

export function isBlock(records: Records, index: number): boolean {
  return records.source.bytes[cell(records, index, HEAD_END)] === OPENING_BRACE;
}

export function nameOf(records: Records, index: number): string {
  const id = cell(records, index, NAME);
  const known = records.names.names[id];
  if (known !== undefined) return known;
  return wordText(records.source, cell(records, index, START), cell(records, index, NAME_END));
}

/** The word between two offsets as nginx takes it: without quotes, with its escapes replaced. */
export function wordText(source: SourceFile, from: number, to: number): string {
  if (!isQuote(source.bytes[from])) return unescapeWord(cutText(source, from, to));
  const isClosed = closingQuote(source.bytes, from) === to - 1;
  return unescapeWord(cutText(source, from + 1, isClosed ? to - 1 : to));
}

/**
 * Where a quoted word ends whose quote is never closed: at the end of its line, before a `;` or `{` that stands there.
 * nginx gives up here; reading on from this place finds what else is wrong.
 */
export function endOfUnclosedQuote(text: Buffer, at: number): number {
  const lineFeed = text.indexOf(LINE_FEED, at);
  let end = lineFeed < 0 ? text.length : lineFeed;
  while (end > at + 1 && isBlank(text[end - 1])) end--;
  const last = text[end - 1];
  return end > at + 1 && (last === SEMICOLON || last === OPENING_BRACE) ? end - 1 : end;
}

/** The body of a Lua block, without its braces. */
export function bodyOf(records: Records, index: number): string {
  const end = cell(records, index, END);
  const isClosed = records.source.bytes[end - 1] === CLOSING_BRACE;
  return cutText(records.source, cell(records, index, HEAD_END) + 1, isClosed ? end - 1 : end);
}
