import { isOpen } from "../ast.ts";
import { BIND_FLAGS, BIND_VALUES, SERVER_FLAGS, SERVER_VALUES } from "../keyword-table.ts";

/** The options that one kind of line knows. */
export interface OptionTable {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
  readonly names: readonly string[];
  /** Whether `no-NAME` takes an option back. */
  readonly takesBack: boolean;
}

export const SERVER_TABLE: OptionTable = {
  flags: new Set(SERVER_FLAGS),
  values: new Set(SERVER_VALUES),
  names: [...SERVER_FLAGS, ...SERVER_VALUES],
  takesBack: true,
};
export const BIND_TABLE: OptionTable = {
  flags: new Set(BIND_FLAGS),
  values: new Set(BIND_VALUES),
  names: [...BIND_FLAGS, ...BIND_VALUES],
  takesBack: false,
};

/** Told what the words of a line say, in their order. */
export interface OptionListener {
  /** `index` is the option's word; the word behind it is its value, if it has one. */
  readonly onOption: (name: string, value: string, index: number) => void;
  readonly onTakenBack: (name: string) => void;
  readonly onProblem: (index: number, word: string, problem: "unknown" | "no value") => void;
}

/** Stops at the first word that is no option, as HAProxy does: what follows it can't be told apart. */
export function walkOptions(
  words: readonly string[],
  from: number,
  table: OptionTable,
  listener: OptionListener,
): void {
  for (let index = from; index < words.length; ) {
    const word = words[index] ?? "";
    // a variable may stand for any number of words
    if (isOpen(word)) break;
    const count = wordsOf(words, index, table);
    if (count === 0 || index + count > words.length) {
      listener.onProblem(index, word, count === 0 ? "unknown" : "no value");
      break;
    }
    const taken = table.takesBack && word.startsWith("no-") ? word.slice(3) : undefined;
    if (taken !== undefined && table.flags.has(taken)) listener.onTakenBack(taken);
    else listener.onOption(word, count > 1 ? (words[index + 1] ?? "") : "", index);
    index += count;
  }
}

/** How many words an option takes with its values; 0 for what is none. */
function wordsOf(words: readonly string[], index: number, table: OptionTable): number {
  const word = words[index] ?? "";
  if (table.flags.has(word)) return 1;
  if (table.values.has(word) || word.startsWith("set-proxy-v2-tlv-fmt")) return 2;
  if (word !== "source" || table !== SERVER_TABLE) return 0;
  let count = 2;
  while (words[index + count] === "usesrc" || words[index + count] === "interface") count += 2;
  return count;
}
