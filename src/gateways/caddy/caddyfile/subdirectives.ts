import type { Dispenser } from "./dispenser.ts";
import { dispense } from "./dispenser.ts";
import { byteCount, nanoseconds, wholeNumber, whyNoDuration } from "./go-values.ts";
import { boolean, type JsonMap, listIn, mapIn, number, put, putAlways, text, texts } from "./json.ts";
import { meantName } from "./meant-name.ts";
import { Refusal } from "./refusal.ts";
import { attempt, type Helper } from "./run.ts";
import type { Token } from "./token.ts";

/** Reads one line of a block, and the block that it opens, into what the block says; the dispenser stands at its name. */
export type Subdirective<Into = JsonMap> = (d: Dispenser, into: Into, helper: Helper) => void;

export type Subdirectives<Into = JsonMap> = Readonly<Record<string, Subdirective<Into>>>;

/** Reads a line whose name is not in the table. */
type Otherwise<Into> = Subdirective<Into>;

/** Caddy's words for a line that it does not know. */
export const unrecognized =
  (what = "subdirective "): Otherwise<unknown> =>
  (d) =>
    d.refuse(`unrecognized ${what}${d.value()}`);

export const unrecognizedQuoted =
  (what: string): Otherwise<unknown> =>
  (d) =>
    d.refuse(`unrecognized ${what} '${d.value()}'`);

/**
 * Reads the block that opens here. A line that Caddy refuses is a problem of its own: the lines behind it are read all the
 * same, as what they say may be what is asked about.
 */
export function readBlock<Into>(
  d: Dispenser,
  into: Into,
  helper: Helper,
  table: Subdirectives<Into>,
  otherwise: Otherwise<Into> = unrecognized(),
): boolean {
  let isThere = false;
  for (const nesting = d.nesting(); d.nextBlock(nesting); ) {
    isThere = true;
    const line = dispense(d.segment());
    line.next();
    attempt(helper.run, () => {
      const name = line.value();
      const read = Object.hasOwn(table, name) ? table[name] : undefined;
      if (read === undefined) return withHint(name, table, () => otherwise(line, into, helper));
      read(line, into, helper);
      // what a line does not read, Caddy takes for the name of the next one
      if (line.next()) otherwise(line, into, helper);
    });
  }
  return isThere;
}

/** Says which name is meant, where a line is refused for its own. */
function withHint(name: string, table: Subdirectives<never>, read: () => void): void {
  try {
    read();
  } catch (error) {
    const isUnknown = error instanceof Refusal && /^un(?:recognized|known) /.test(error.message);
    const meant = isUnknown ? meantName(name, Object.keys(table)) : undefined;
    if (!(error instanceof Refusal) || meant === undefined) throw error;
    throw new Refusal(`${error.message}; did you mean ${meant}?`, error.token);
  }
}

/** A line of one word. */
export function word(key: string): Subdirective {
  return (d, into) => {
    const value = d.argument();
    put(into, key, text(value, value.text));
  };
}

/** A line of words; none is a mistake. */
export function words(key: string, missing?: string): Subdirective {
  return (d, into) => {
    const all = d.remaining();
    if (all.length === 0) missing === undefined ? d.wrongCount() : d.refuse(missing);
    put(into, key, texts(all));
  };
}

/** A line of words that may come again. */
export function moreWords(key: string): Subdirective {
  return (d, into) => addWords(into, key, d.remaining());
}

export function addWords(into: JsonMap, key: string, all: readonly Token[]): void {
  const [first] = all;
  if (first === undefined) return;
  const into_ = listIn(into, key, first);
  for (const one of all) into_.items.push(text(one, one.text));
}

export function duration(key: string, complaint = "bad duration value"): Subdirective {
  return (d, into) => {
    const value = d.argument();
    put(into, key, number(value, durationOf(d, complaint)));
  };
}

/** The duration that the dispenser stands at. */
export function durationOf(d: Dispenser, complaint: string): bigint {
  const value = nanoseconds(d.value());
  return value ?? d.refuse(`${complaint} '${d.value()}': ${whyNoDuration(d.value())}`);
}

export function integer(key: string, complaint = "bad integer value"): Subdirective {
  return (d, into) => {
    const value = d.argument();
    put(into, key, number(value, integerOf(d, complaint)));
  };
}

export function integerOf(d: Dispenser, complaint: string): number {
  return numberIn(d, d.value(), complaint);
}

export function numberIn(d: Dispenser, value: string, complaint: string): number {
  return (
    wholeNumber(value) ??
    d.refuse(`${complaint} '${value}': strconv.Atoi: parsing ${JSON.stringify(value)}: invalid syntax`)
  );
}

export function size(key: string, complaint = "invalid byte size"): Subdirective {
  return (d, into) => {
    const value = d.argument();
    put(into, key, number(value, byteCount(value.text) ?? d.refuse(`${complaint} '${value.text}'`)));
  };
}

/** A line that is a word alone. */
export function flag(key: string): Subdirective {
  return (d, into) => {
    const at = d.token();
    if (d.nextArg()) d.wrongCount();
    put(into, key, boolean(at, true));
  };
}

/** A line that is a word alone; what stands behind it is taken for a line of its own. */
export function bareFlag(key: string): Subdirective {
  return (d, into) => put(into, key, boolean(d.token(), true));
}

/** A line of which only some words are allowed. */
export function oneOf(key: string, allowed: readonly string[], complaint: string): Subdirective {
  return (d, into) => {
    const value = d.argument();
    if (!allowed.includes(value.text)) d.refuse(`${complaint} '${value.text}'`);
    put(into, key, text(value, value.text));
  };
}

/** What a line says goes into a map within the map. */
export function under(path: readonly string[], read: Subdirective): Subdirective {
  return (d, into, helper) => {
    let inner = into;
    const at = d.token();
    for (const key of path) inner = mapIn(inner, key, at);
    read(d, inner, helper);
  };
}

/** A whole table of lines that go into a map within the map. */
export function allUnder(path: readonly string[], table: Subdirectives): Subdirectives {
  return Object.fromEntries(Object.entries(table).map(([name, read]) => [name, under(path, read)]));
}

/** A boolean that is written though it is false. */
export function putFalse(into: JsonMap, key: string, at: Token): void {
  putAlways(into, key, boolean(at, false));
}
