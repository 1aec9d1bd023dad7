import type { Location } from "../../model/source.ts";
import { locate } from "../../text/source-file.ts";
import type { Directive, Lines, Word } from "./ast.ts";
import type { LoadedFile } from "./include.ts";
import { kindOfName } from "./name-table.ts";
import { CELLS, END, NAME, NEXT, START } from "./recorder.ts";
import { bodyOf, cell, isBlock, nameOf, type Records } from "./records.ts";
import { wordOfDirective, wordsOfDirective } from "./words.ts";

/** The lines of a file outside any block. */
export function linesOfFile(file: LoadedFile): Lines {
  return { file, from: 0, to: file.records.count };
}

/** Every line as a directive, those of included files in place of each `include`. */
export function directivesIn(lines: Lines): readonly Directive[] {
  const found: Directive[] = [];
  collect(lines, found);
  return found;
}

function collect({ file, from, to }: Lines, into: Directive[]): void {
  for (let index = from; index < to; index = cell(file.records, index, NEXT)) {
    const included = includedAt(file, index);
    if (included === undefined) into.push(directiveView(file, index));
    else for (const each of included) collect(linesOfFile(each), into);
  }
}

const NONE: readonly Directive[] = [];

/** The lines of that name, in their order. */
export function directivesNamed(
  lines: Lines,
  name: string,
  number = nameNumber(lines, name),
): readonly Directive[] {
  return search(lines, name, number, undefined) ?? NONE;
}

export function hasLine(lines: Lines, name: string, number = nameNumber(lines, name)): boolean {
  return holds(lines, name, number);
}

/** By which names are compared, the same for all files of a config; -1 for one that has none, and may have no line. */
export function nameNumber({ file }: Lines, name: string): number {
  return file.records.names.numbers.get(name) ?? -1;
}

function search(
  { file, from, to }: Lines,
  name: string,
  number: number,
  before: Directive[] | undefined,
): Directive[] | undefined {
  let found = before;
  for (let index = from; index < to; index = cell(file.records, index, NEXT)) {
    const included = includedAt(file, index);
    if (included !== undefined)
      for (const each of included) found = search(linesOfFile(each), name, number, found);
    else if (isCalled(file, index, name, number)) {
      if (found === undefined) found = [directiveView(file, index)];
      else found.push(directiveView(file, index));
    }
  }
  return found;
}

function holds({ file, from, to }: Lines, name: string, number: number): boolean {
  for (let index = from; index < to; index = cell(file.records, index, NEXT)) {
    const included = includedAt(file, index);
    if (included !== undefined) {
      if (included.some((each) => holds(linesOfFile(each), name, number))) return true;
    } else if (isCalled(file, index, name, number)) return true;
  }
  return false;
}

function isCalled({ records }: LoadedFile, index: number, name: string, number: number): boolean {
  const own = cell(records, index, NAME);
  return own < 0 ? nameOf(records, index) === name : own === number;
}

/** The lines of any of these names, in their order. */
export function directivesOf(lines: Lines, names: readonly string[]): readonly Directive[] {
  const found: Directive[] = [];
  collectNamed(lines, wanted(lines, names), false, found);
  return found;
}

/** The same among the lines and those in all blocks below. */
export function directivesBelow(lines: Lines, names: readonly string[]): readonly Directive[] {
  const found: Directive[] = [];
  collectNamed(lines, wanted(lines, names), true, found);
  return found;
}

interface Wanted {
  readonly names: readonly string[];
  readonly numbers: readonly number[];
}

function wanted(lines: Lines, names: readonly string[]): Wanted {
  return { names, numbers: names.map((name) => nameNumber(lines, name)) };
}

/** Records stand in the order of the text, so that those of inner blocks lie between. */
function collectNamed({ file, from, to }: Lines, which: Wanted, isDeep: boolean, found: Directive[]): void {
  const { records } = file;
  for (let index = from; index < to; index = isDeep ? index + 1 : cell(records, index, NEXT)) {
    const included = includedAt(file, index);
    if (included !== undefined)
      for (const each of included) collectNamed(linesOfFile(each), which, isDeep, found);
    else if (isOneOf(records, index, which)) found.push(directiveView(file, index));
  }
}

function isOneOf(records: Records, index: number, { names, numbers }: Wanted): boolean {
  const own = cell(records, index, NAME);
  if (own < 0) return names.includes(nameOf(records, index));
  for (let at = 0; at < numbers.length; at++) if (numbers[at] === own) return true;
  return false;
}

function includedAt(file: LoadedFile, index: number): readonly LoadedFile[] | undefined {
  return file.includes.size > 0 ? file.includes.get(index) : undefined;
}

/** How many lines there are, and one bit for each kind of name: most questions are about names that no line has. */
export interface Survey {
  marks: number;
  count: number;
}

/** Of names without a number, which may be any. */
const EVERY_MARK = -1;

export function survey(lines: Lines): Survey {
  const survey = { marks: 0, count: 0 };
  addTo(survey, lines);
  return survey;
}

function addTo(survey: Survey, { file, from, to }: Lines): void {
  const { cells } = file.records;
  for (let index = from; index < to; index = cells[index * CELLS + NEXT] ?? to) {
    const included = includedAt(file, index);
    if (included === undefined) {
      const number = cells[index * CELLS + NAME] ?? -1;
      survey.marks |= number < 0 ? EVERY_MARK : 1 << (number & 31);
      survey.count++;
    } else for (const each of included) addTo(survey, linesOfFile(each));
  }
}

/** Whether lines with these marks may have one whose name has this number. */
export function mayHave(marks: number, number: number): boolean {
  return number < 0 ? marks === EVERY_MARK : (marks & (1 << (number & 31))) !== 0;
}

interface DirectiveView extends Directive {
  file: LoadedFile;
  index: number;
}

const directivePrototype: Directive & ThisType<DirectiveView> = {
  get name(): string {
    return nameOf(this.file.records, this.index);
  },
  get words(): readonly Word[] {
    const { latestLine, records } = this.file;
    if (latestLine.index !== this.index) {
      latestLine.words = wordsOfDirective(records, this.index);
      latestLine.index = this.index;
    }
    return latestLine.words;
  },
  word(place: number): Word | undefined {
    const { latestLine, records } = this.file;
    return latestLine.index === this.index
      ? latestLine.words[place]
      : wordOfDirective(records, this.index, place);
  },
  get location(): Location {
    return locate(this.file.records.source, cell(this.file.records, this.index, START));
  },
  get end(): Location {
    return locate(this.file.records.source, cell(this.file.records, this.index, END));
  },
  get lines(): Lines | undefined {
    const { file, index } = this;
    return isBlock(file.records, index)
      ? { file, from: index + 1, to: cell(file.records, index, NEXT) }
      : undefined;
  },
  get children(): readonly Directive[] | undefined {
    const { lines } = this;
    return lines === undefined ? undefined : directivesIn(lines);
  },
  get body(): string | undefined {
    const { records } = this.file;
    return isLua(this.file, this.index) ? bodyOf(records, this.index) : undefined;
  },
};

function isLua(file: LoadedFile, index: number): boolean {
  return isBlock(file.records, index) && kindOfName(nameOf(file.records, index)) === "lua";
}

function directiveView(file: LoadedFile, index: number): Directive {
  const view: DirectiveView = Object.create(directivePrototype);
  view.file = file;
  view.index = index;
  return view;
}
