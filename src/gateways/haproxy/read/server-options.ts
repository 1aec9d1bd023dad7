import { similarName } from "../../../model/similar-name.ts";
import type { Location } from "../../../model/source.ts";
import { type Setting, written } from "../../../model/source.ts";
import { isOpen, type Line, wordAt } from "../ast.ts";
import {
  BIND_FLAGS,
  BIND_VALUES,
  NEWER_SERVER_OPTIONS,
  SERVER_FLAGS,
  SERVER_VALUES,
} from "../keyword-table.ts";
import { type Reading, refuse } from "../reading.ts";
import { timeMs } from "../time.ts";

/** One option of a `server` or `bind` line. */
export interface LineOption {
  /** The word behind it; empty for a flag. */
  readonly value: string;
  readonly line: Line;
  /** Which word of the line it is. */
  readonly index: number;
}

export type LineOptions = ReadonlyMap<string, LineOption>;

const NO_OPTIONS: LineOptions = new Map();

interface Table {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
}

const SERVER: Table = { flags: new Set(SERVER_FLAGS), values: new Set(SERVER_VALUES) };
const BIND: Table = { flags: new Set(BIND_FLAGS), values: new Set(BIND_VALUES) };
const SERVER_NAMES = [...SERVER_FLAGS, ...SERVER_VALUES];
const BIND_NAMES = [...BIND_FLAGS, ...BIND_VALUES];

/**
 * The options of a server from the word `from` on, on top of those of `default-server` lines. `no-NAME` takes one away;
 * `what` says whose they are, as HAProxy does in its complaints.
 */
export function serverOptions(
  line: Line,
  from: number,
  base: LineOptions,
  what: string,
  reading: Reading,
): LineOptions {
  if (line.words.length <= from) return base;
  const options = new Map(base);
  walk(line, from, SERVER, options, (index, word, problem) => {
    const meant = problem === "unknown" ? similarName(word, SERVER_NAMES) : undefined;
    const hint = meant === undefined ? "." : `; did you mean '${meant}' maybe ?`;
    const why = problem === "unknown" ? `unknown keyword '${word}'${hint}` : `'${word}' expects an argument.`;
    refuse(reading, line, `'${what}' : ${why}`, index);
  });
  if (reading.isOld) refuseNewer(options, what, reading);
  return options;
}

function refuseNewer(options: LineOptions, what: string, reading: Reading): void {
  for (const [name, { line, index }] of options)
    if (NEWER_SERVER_OPTIONS.has(name))
      refuse(reading, line, `'${what}' : unknown keyword '${name}'.`, index);
}

export function bindOptions(line: Line, what: string, reading: Reading): LineOptions {
  if (line.words.length <= 2) return NO_OPTIONS;
  const options = new Map<string, LineOption>();
  walk(line, 2, BIND, options, (index, word, problem) => {
    const meant = problem === "unknown" ? similarName(word, BIND_NAMES) : undefined;
    const hint = meant === undefined ? "." : `; did you mean '${meant}' maybe ?`;
    const why = problem === "unknown" ? `unknown keyword '${word}'${hint}` : `: '${word}' : missing value`;
    refuse(reading, line, `'bind ${what}' ${why}`, index);
  });
  return options;
}

type OnProblem = (index: number, word: string, problem: "unknown" | "no value") => void;

/** Stops at the first word that is no option, as HAProxy does: what follows it can't be told apart. */
function walk(
  line: Line,
  from: number,
  table: Table,
  options: Map<string, LineOption>,
  onProblem: OnProblem,
): void {
  const { words } = line;
  for (let index = from; index < words.length; ) {
    const word = words[index] ?? "";
    // a variable may stand for any number of words
    if (isOpen(word)) break;
    const count = wordsOf(words, index, table);
    if (count === 0 || index + count > words.length) {
      onProblem(index, word, count === 0 ? "unknown" : "no value");
      break;
    }
    const taken = table === SERVER && word.startsWith("no-") ? word.slice(3) : undefined;
    if (taken !== undefined && table.flags.has(taken)) options.delete(taken);
    else options.set(word, { value: count > 1 ? (words[index + 1] ?? "") : "", line, index });
    index += count;
  }
}

/** How many words an option takes with its values; 0 for what is none. */
function wordsOf(words: readonly string[], index: number, table: Table): number {
  const word = words[index] ?? "";
  if (table.flags.has(word)) return 1;
  if (table.values.has(word) || word.startsWith("set-proxy-v2-tlv-fmt")) return 2;
  if (word !== "source" || table !== SERVER) return 0;
  let count = 2;
  while (words[index + count] === "usesrc" || words[index + count] === "interface") count += 2;
  return count;
}

/** The place of an option's value, or of the option where it has none. */
export function valueAt({ line, index, value }: LineOption): Location {
  return wordAt(line, value === "" ? index : index + 1);
}

export function textOption(options: LineOptions, name: string): Setting<string> | undefined {
  const found = options.get(name);
  return found === undefined || isOpen(found.value) ? undefined : written(found.value, valueAt(found));
}

export function countOption(options: LineOptions, name: string): Setting<number> | undefined {
  const found = options.get(name);
  return found === undefined || !/^\d{1,9}$/.test(found.value)
    ? undefined
    : written(Number(found.value), valueAt(found));
}

export function timeOption(options: LineOptions, name: string): Setting<number> | undefined {
  const found = options.get(name);
  const ms = timeMs(found?.value);
  return found === undefined || ms === undefined ? undefined : written(ms, valueAt(found));
}

export function flagOption(options: LineOptions, name: string): Setting<true> | undefined {
  const found = options.get(name);
  return found === undefined ? undefined : written(true, valueAt(found));
}
