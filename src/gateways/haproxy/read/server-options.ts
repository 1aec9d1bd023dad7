import { similarName } from "../../../model/similar-name.ts";
import type { Line } from "../ast.ts";
import { NEWER_SERVER_OPTIONS } from "../keyword-table.ts";
import { lexLine } from "../lex.ts";
import { type Parted, partLine } from "../line-view.ts";
import { type Reading, refuse } from "../reading.ts";
import type { LineOption, LineOptions } from "./line-options.ts";
import { SERVER_TABLE, walkOptions } from "./option-words.ts";
import { valueProblem } from "./server-values.ts";

/** An option by its distance from where the text begins in which it stands. */
interface OwnOption {
  readonly value: string;
  readonly index: number;
  readonly column: number;
}

/** What the text behind a server's address says, on top of `default-server` lines: once for all lines that end in it. */
interface OptionSet {
  readonly entries: ReadonlyMap<string, LineOption | OwnOption>;
  /** What of these options shows on the wire, as one text; empty until it is asked for. */
  wire: string;
}

/** The options of a server, those of its line over those of `default-server` lines. */
export interface ServerOptions extends LineOptions {
  readonly set: OptionSet;
}

interface OptionsView extends ServerOptions {
  set: OptionSet;
  line: Line;
  /** Word and column at which its own text begins. */
  index: number;
  column: number;
}

const optionsPrototype: Omit<ServerOptions, "set"> & ThisType<OptionsView> = {
  has(name) {
    return this.set.entries.has(name);
  },
  get(name) {
    const found = this.set.entries.get(name);
    return found === undefined ? undefined : placed(found, this);
  },
  *[Symbol.iterator]() {
    for (const [name, found] of this.set.entries) yield [name, placed(found, this)] as const;
  },
};

function placed(found: LineOption | OwnOption, { line, index, column }: OptionsView): LineOption {
  return "line" in found
    ? found
    : { value: found.value, line, index: index + found.index, column: column + found.column };
}

function optionsView(set: OptionSet, line: Line, index: number, column: number): ServerOptions {
  const view: OptionsView = Object.create(optionsPrototype);
  view.set = set;
  view.line = line;
  view.index = index;
  view.column = column;
  return view;
}

/** What `default-server` lines say up to some place, with what was made of the texts that came on top of it. */
export interface ServerDefaults {
  readonly entries: ReadonlyMap<string, LineOption>;
  readonly sets: Map<string, OptionSet>;
}

/** Beyond these, texts are read again each time: they differ from line to line. */
const MOST_SETS = 1_000;

export const NO_DEFAULTS: ServerDefaults = { entries: new Map(), sets: new Map() };

/** `default-server OPTION …`, on top of those before it. */
export function addDefaults(line: Line, base: ServerDefaults, reading: Reading): ServerDefaults {
  const parted = partLine(line, 1);
  const own =
    parted === undefined ? undefined : readOptions(line, parted, base, "default-server", "", reading);
  if (own === undefined) return base;
  return { entries: new Map(optionsView(own.set, line, 1, parted?.column ?? 1)), sets: new Map() };
}

/** The options of a server, which stand behind the words of `parted`; `what` says whose they are, as HAProxy's complaints do. */
export function serverOptions(
  line: Line,
  parted: Parted,
  base: ServerDefaults,
  what: string,
  name: string,
  reading: Reading,
): ServerOptions {
  const { tail, head, column } = parted;
  const known = tail === undefined ? undefined : base.sets.get(tail);
  if (known !== undefined) return optionsView(known, line, head.length, column);
  const { set, isSound } = readOptions(line, parted, base, what, name, reading);
  // of what is wrong each line is told
  if (isSound && tail !== undefined && base.sets.size < MOST_SETS) base.sets.set(tail, set);
  return optionsView(set, line, head.length, column);
}

/** `no-NAME` takes an option away. */
function readOptions(
  line: Line,
  parted: Parted,
  base: ServerDefaults,
  what: string,
  server: string,
  reading: Reading,
): { readonly set: OptionSet; readonly isSound: boolean } {
  const { words, columns } = tailWords(line, parted);
  const from = parted.head.length;
  const entries = new Map<string, LineOption | OwnOption>(base.entries);
  let isSound = true;
  const complain = (message: string, index: number): void => {
    isSound = false;
    refuse(reading, line, `'${what}' : ${message}`, from + index);
  };
  walkOptions(words, 0, SERVER_TABLE, {
    onOption: (name, value, index) => {
      entries.set(name, { value, index, column: columns[value === "" ? index : index + 1] ?? 0 });
      if (reading.isOld && NEWER_SERVER_OPTIONS.has(name)) complain(`unknown keyword '${name}'.`, index);
      const problem = valueProblem(name, value, server);
      if (problem !== undefined) complain(problem, index + 1);
    },
    onTakenBack: (name) => void entries.delete(name),
    onProblem: (index, word, problem) => {
      const meant = problem === "unknown" ? similarName(word, SERVER_TABLE.names) : undefined;
      const hint = meant === undefined ? "." : `; did you mean '${meant}' maybe ?`;
      complain(
        problem === "unknown" ? `unknown keyword '${word}'${hint}` : `'${word}' expects an argument.`,
        index,
      );
    },
  });
  return { set: { entries, wire: "" }, isSound };
}

/** Words behind the head, and how far each of them is from the first one. */
function tailWords(
  line: Line,
  { tail, head, column }: Parted,
): { readonly words: readonly string[]; readonly columns: readonly number[] } {
  if (tail === undefined)
    return {
      words: line.words.slice(head.length),
      columns: line.columns.slice(head.length).map((one) => one - column),
    };
  const found = lexLine(tail, 0, tail.length, new Map());
  return found.kind === "words"
    ? { words: found.words, columns: found.columns.map((one) => one - 1) }
    : { words: [], columns: [] };
}
