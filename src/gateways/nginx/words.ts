import type { Location } from "../../model/source.ts";
import { cutText, locate, type SourceFile } from "../../text/source-file.ts";
import type { Word } from "./ast.ts";
import { closingQuote, endOfBareWord, endOfComment, isQuote, SHARP, skipBlanks } from "./lex.ts";
import { HEAD_END, NAME_END, WORDS } from "./recorder.ts";
import { cell, endOfUnclosedQuote, type Records, wordText } from "./records.ts";

/** The arguments of a directive. The scan has only found where it ends, so its words are told apart here. */
export function wordsOfDirective(records: Records, index: number): Word[] {
  const { source } = records;
  // an array that grows takes room for 17 members with the first one
  const words = new Array<Word>(cell(records, index, WORDS));
  let count = 0;
  const end = cell(records, index, HEAD_END);
  for (let at = skipToWord(source.bytes, cell(records, index, NAME_END)); at < end; ) {
    const wordEnd = Math.min(endOfWord(source.bytes, at), end);
    words[count++] = wordView(source, at, wordEnd);
    at = skipToWord(source.bytes, wordEnd);
  }
  return words;
}

/** One argument alone, by its place behind the name. */
export function wordOfDirective(records: Records, index: number, place: number): Word | undefined {
  if (place >= cell(records, index, WORDS)) return undefined;
  const { source } = records;
  const end = cell(records, index, HEAD_END);
  let at = skipToWord(source.bytes, cell(records, index, NAME_END));
  for (let passed = 0; passed < place; passed++)
    at = skipToWord(source.bytes, Math.min(endOfWord(source.bytes, at), end));
  return wordView(source, at, Math.min(endOfWord(source.bytes, at), end));
}

/** The texts of the arguments alone. */
export function argumentTexts(records: Records, index: number): string[] {
  const { source } = records;
  const texts: string[] = [];
  const end = cell(records, index, HEAD_END);
  for (let at = skipToWord(source.bytes, cell(records, index, NAME_END)); at < end; ) {
    const wordEnd = Math.min(endOfWord(source.bytes, at), end);
    texts.push(wordText(source, at, wordEnd));
    at = skipToWord(source.bytes, wordEnd);
  }
  return texts;
}

function skipToWord(text: Buffer, from: number): number {
  let at = skipBlanks(text, from);
  while (text[at] === SHARP) at = skipBlanks(text, endOfComment(text, at));
  return at;
}

function endOfWord(text: Buffer, at: number): number {
  if (!isQuote(text[at])) return endOfBareWord(text, at);
  const close = closingQuote(text, at);
  return close < 0 ? endOfUnclosedQuote(text, at) : close + 1;
}

interface WordView extends Word {
  source: SourceFile;
  from: number;
  to: number;
  memo: string | undefined;
}

const wordPrototype: Word & ThisType<WordView> = {
  get text(): string {
    this.memo ??= wordText(this.source, this.from, this.to);
    return this.memo;
  },
  get raw(): string {
    return cutText(this.source, this.from, this.to);
  },
  get quoted(): boolean {
    return isQuote(this.source.bytes[this.from]);
  },
  get location(): Location {
    return locate(this.source, this.from);
  },
  get end(): Location {
    return locate(this.source, this.to);
  },
};

function wordView(source: SourceFile, from: number, to: number): Word {
  const view: WordView = Object.create(wordPrototype);
  view.source = source;
  view.from = from;
  view.to = to;
  view.memo = undefined;
  return view;
}
