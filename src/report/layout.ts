import { type Line, type Span, type Style, span } from "./style.ts";

/** Printable ASCII, and what reports use besides: one code unit and one column each, none joins with its neighbours. */
const PLAIN = /^[\x20-\x7e\u00b7\u00d7\u2013\u2014\u2026\u2192\u2500-\u257f]*$/;

/**
 * Both make tables of Unicode when they are loaded, which takes as long as linting a small config: they are, with the
 * first text that needs them.
 */
function stringWidth(text: string): number {
  const { default: widthOf }: typeof import("string-width") = require("string-width");
  return widthOf(text);
}

function wrapAnsi(text: string, width: number): string {
  const { default: wrapped }: typeof import("wrap-ansi") = require("wrap-ansi");
  return wrapped(text, width, { hard: true, trim: true });
}

/** Whether each character is one code unit, and takes one column. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** Columns that a text takes on a terminal. */
export function columns(text: string): number {
  // Counting clusters of code points is slow, and nearly all text needs none of it.
  return isPlain(text) ? text.length : stringWidth(text);
}

export function lineColumns(spans: Line): number {
  return spans.reduce((sum, part) => sum + columns(part.text), 0);
}

/** Words wrapped to a number of columns; a word that is too long is cut. At least one line, maybe an empty one. */
export function wrap(text: string, width: number): readonly string[] {
  const room = Math.max(8, width);
  if (columns(text) <= room && !text.includes("\n")) return [text.trim()];
  return wrapPlain(text, room) ?? wrapAnsi(text, room).split("\n");
}

/** What wrap-ansi makes of words that all fit, of one column a character, with one space between them; else undefined. */
function wrapPlain(text: string, width: number): readonly string[] | undefined {
  if (!PLAIN.test(text)) return undefined;
  const rows: string[] = [];
  let row = "";
  for (const word of text.split(" ")) {
    if (word === "" || word.length > width) return undefined;
    if (row.length + 1 + word.length <= width) row = row === "" ? word : `${row} ${word}`;
    else {
      if (row !== "") rows.push(row);
      row = word;
    }
  }
  rows.push(row);
  return rows;
}

export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columns(text)));
}

/** A text under a heading: the heading on the first line, the others indented by as much. */
export function hanging(
  head: readonly Span[],
  indent: number,
  text: string,
  width: number,
  style: Style = "plain",
): Line[] {
  const gap = span(" ".repeat(Math.max(0, indent - lineColumns(head))));
  return wrap(text, width - indent).map((part, row) =>
    row === 0 ? [...head, gap, span(part, style)] : [span(" ".repeat(indent)), span(part, style)],
  );
}

/** Two things at the two ends of a line, at least two columns apart. */
export function spread(left: Line, right: Line, edge: number): Line {
  const gap = Math.max(2, edge - lineColumns(left) - lineColumns(right));
  return [...left, span(" ".repeat(gap)), ...right];
}

/** Items side by side, as many on a line as fit. */
export function flow(items: readonly string[], separator: string, width: number): readonly string[] {
  const rows: string[] = [];
  for (const item of items) {
    const last = rows.at(-1);
    const joined = last === undefined ? item : `${last}${separator}${item}`;
    if (last === undefined || columns(joined) > width) rows.push(item);
    else rows[rows.length - 1] = joined;
  }
  return rows;
}
