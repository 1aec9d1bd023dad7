import type { Location } from "../../model/source.ts";

/** One line of a config. Most are views over the text, whose words are told apart when they are asked for. */
export interface Line {
  /** The first word, without `no` and `default` in front. */
  readonly keyword: string;
  /** All words from the keyword on. Quotes and escapes are resolved. */
  readonly words: readonly string[];
  /** Column at which each word begins, from 1. */
  readonly columns: readonly number[];
  readonly modifier: "no" | "default" | undefined;
  readonly file: string;
  readonly number: number;
}

export const SECTION_KINDS = [
  "global",
  "defaults",
  "frontend",
  "listen",
  "backend",
  "peers",
  "resolvers",
  "userlist",
  "mailers",
  "http-errors",
  "cache",
  "program",
  "ring",
  "log-forward",
  "fcgi-app",
  "crt-store",
  "traces",
  "log-profile",
  "acme",
  "healthcheck",
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

export interface Section {
  readonly kind: SectionKind;
  readonly name: string | undefined;
  /** Name of the defaults that it asks for by `from`. */
  readonly from: string | undefined;
  /** The line that opens it. */
  readonly line: Line;
  readonly lines: readonly Line[];
}

/** The place of a word; of the keyword where there is no such word. */
export function wordAt(line: Line, index: number): Location {
  return { file: line.file, line: line.number, column: line.columns[index] ?? line.columns[0] ?? 1 };
}

/** A word whose value is known only where the program runs: it holds an environment variable. */
export function isOpen(word: string): boolean {
  return word.includes("${");
}
