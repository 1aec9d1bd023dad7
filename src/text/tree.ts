import type { Location } from "../model/source.ts";

/** What a place of a tree holds. */
export type Kind = "map" | "list" | "text" | "number" | "boolean" | "null";

/** A text in which places are asked for. */
export interface PlacedText {
  readonly file: string;
  readonly text: string;
  /** Offsets of line starts; made on the first question for a place. */
  lines: Int32Array | undefined;
  /** The line of the last place that was asked for: the next one is mostly near it. */
  lastLine?: number;
}

/** A place in a text. */
export interface Origin {
  readonly source: PlacedText;
  readonly offset: number;
}

/**
 * A document of maps, lists and scalars that keeps where everything stands. Tokens lie in flat arrays in the order of the
 * text, a map's keys and values by turns, so that fifty megabytes need a few numbers for each token and no object.
 */
export interface Tree extends PlacedText {
  /** One of the codes below. */
  readonly codes: Uint8Array;
  /** Offset of the first character of a scalar, or of the bracket or first key of a container. */
  readonly starts: Int32Array;
  /** Of a scalar the offset behind its last character; of a container the index of the token behind all that is in it. */
  readonly ends: Int32Array;
  /** Scalars whose value is not what the text says letter by letter: quoted ones of YAML, by token. */
  readonly values: ReadonlyMap<number, string> | undefined;
  /** Where each token was written, of a tree that was made of other texts than the one it holds. */
  readonly origins?: readonly Origin[];
}

/** A place in a tree. */
export interface Value {
  readonly tree: Tree;
  readonly index: number;
}

export const CODES = { map: 1, list: 2, text: 3, escaped: 4, number: 5, true: 6, false: 7, null: 8 } as const;

/** Deeper nesting than this is no config of any gateway; it bounds all that walks a tree by recursion. */
export const DEEPEST = 200;
export const TOO_DEEP = `it is nested deeper than ${DEEPEST} levels`;

const KINDS: readonly Kind[] = [
  "null",
  "map",
  "list",
  "text",
  "text",
  "number",
  "boolean",
  "boolean",
  "null",
];

export function kindOf({ tree, index }: Value): Kind {
  return KINDS[tree.codes[index] ?? 0] ?? "null";
}

/** The value of a map under a key; undefined for anything but a map, and for a key that it has not. */
export function fieldOf({ tree, index }: Value, key: string): Value | undefined {
  if (tree.codes[index] !== CODES.map) return undefined;
  const end = tree.ends[index] ?? 0;
  for (let at = index + 1; at < end; at = after(tree, at + 1))
    if (isKey(tree, at, key)) return { tree, index: at + 1 };
  return undefined;
}

/**
 * The same for a key in snake_case that may stand there in lowerCamelCase instead, as the JSON form of protocol buffers
 * allows. Told apart in one walk: most fields that are asked for are not there.
 */
export function fieldInEitherCase({ tree, index }: Value, key: string): Value | undefined {
  if (tree.codes[index] !== CODES.map) return undefined;
  const end = tree.ends[index] ?? 0;
  const first = key.charCodeAt(0);
  for (let at = index + 1; at < end; at = after(tree, at + 1)) {
    const isOther = tree.codes[at] === CODES.text && tree.text.charCodeAt(tree.starts[at] ?? 0) !== first;
    if (isOther && tree.values === undefined) continue;
    if (isKey(tree, at, key) || isCamelKey(tree, at, key)) return { tree, index: at + 1 };
  }
  return undefined;
}

/** The items of a list; none for anything else. */
export function itemsOf({ tree, index }: Value): readonly Value[] {
  if (tree.codes[index] !== CODES.list) return [];
  const items: Value[] = [];
  const end = tree.ends[index] ?? 0;
  for (let at = index + 1; at < end; at = after(tree, at)) items.push({ tree, index: at });
  return items;
}

/** The entries of a map, in the order of the text; none for anything else. The key has a place of its own. */
export function entriesOf({ tree, index }: Value): readonly (readonly [key: Value, value: Value])[] {
  if (tree.codes[index] !== CODES.map) return [];
  const entries: (readonly [Value, Value])[] = [];
  const end = tree.ends[index] ?? 0;
  for (let at = index + 1; at < end; at = after(tree, at + 1))
    entries.push([
      { tree, index: at },
      { tree, index: at + 1 },
    ]);
  return entries;
}

/** The text of any scalar, as a string would hold it; undefined for maps, lists and null. */
export function scalarText({ tree, index }: Value): string | undefined {
  const code = tree.codes[index] ?? 0;
  if (code < CODES.text || code === CODES.null) return undefined;
  const known = tree.values?.get(index);
  if (known !== undefined) return known;
  const raw = tree.text.slice(tree.starts[index], tree.ends[index]);
  return code === CODES.escaped ? unescaped(raw) : raw;
}

/** Where a value begins; of a tree that was made of other texts, where it was written there. */
export function locationOf({ tree, index }: Value): Location {
  return placeOf(tree.origins?.[index] ?? { source: tree, offset: tree.starts[index] ?? 0 });
}

/** Line and column of an offset. */
export function placeOf({ source, offset }: Origin): Location {
  source.lines ??= lineStarts(source.text);
  const line = lineNear(source.lines, offset, source.lastLine ?? 0);
  source.lastLine = line;
  return { file: source.file, line: line + 1, column: offset - (source.lines[line] ?? 0) + 1 };
}

function after(tree: Tree, at: number): number {
  const code = tree.codes[at] ?? 0;
  return code === CODES.map || code === CODES.list ? (tree.ends[at] ?? at + 1) : at + 1;
}

function isKey(tree: Tree, at: number, key: string): boolean {
  const known = tree.values?.get(at);
  if (known !== undefined) return known === key;
  const start = tree.starts[at] ?? 0;
  if (tree.codes[at] === CODES.escaped) return scalarText({ tree, index: at }) === key;
  return (tree.ends[at] ?? 0) - start === key.length && tree.text.startsWith(key, start);
}

const UNDERSCORE = 0x5f;
/** From a lower-case letter to its capital. */
const TO_CAPITAL = 0x20;

/** Whether a key is `key` without its underscores, with a capital behind each; escapes are for none of these names. */
function isCamelKey(tree: Tree, at: number, key: string): boolean {
  const known = tree.values?.get(at);
  const text = known ?? tree.text;
  const start = known === undefined ? (tree.starts[at] ?? 0) : 0;
  const end = known === undefined ? (tree.ends[at] ?? 0) : known.length;
  if (end - start >= key.length) return false;
  let place = start;
  for (let from = 0; from < key.length; from++, place++) {
    const isCapital = key.charCodeAt(from) === UNDERSCORE;
    const char = key.charCodeAt(isCapital ? ++from : from);
    const wanted = isCapital && char >= 0x61 && char <= 0x7a ? char - TO_CAPITAL : char;
    if (place >= end || text.charCodeAt(place) !== wanted) return false;
  }
  return place === end;
}

/** RFC 8259 section 7; what breaks its rules stays as it is written. */
function unescaped(raw: string): string {
  try {
    const value: unknown = JSON.parse(`"${raw}"`);
    return typeof value === "string" ? value : raw;
  } catch {
    return raw;
  }
}

function lineStarts(text: string): Int32Array {
  let count = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  const starts = new Int32Array(count);
  for (let at = text.indexOf("\n"), line = 1; at >= 0; at = text.indexOf("\n", at + 1), line++)
    starts[line] = at + 1;
  return starts;
}

/** So many lines around the last place are looked through before all others. */
const NEARBY = 64;

function lineNear(starts: Int32Array, offset: number, last: number): number {
  const low = Math.max(0, last - NEARBY);
  const high = Math.min(starts.length - 1, last + NEARBY);
  const isNear = (starts[low] ?? 0) <= offset && (high === starts.length - 1 || offset < (starts[high] ?? 0));
  return isNear ? lastAtMost(starts, offset, low, high) : lastAtMost(starts, offset, 0, starts.length - 1);
}

function lastAtMost(sorted: Int32Array, wanted: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A token of an indented document takes some eighteen characters; what is not written to takes no memory. */
const CHARACTERS_PER_TOKEN = 16;

/** Gathers the tokens of a tree in the order of its text, which is so long. */
export function treeBuilder(textLength: number) {
  const expected = 1_024 + Math.ceil(textLength / CHARACTERS_PER_TOKEN);
  let codes = new Uint8Array(expected);
  let starts = new Int32Array(expected);
  let ends = new Int32Array(expected);
  let size = 0;
  const open: number[] = [];
  const grow = (): void => {
    codes = enlarged(codes, new Uint8Array(size * 2));
    starts = enlarged(starts, new Int32Array(size * 2));
    ends = enlarged(ends, new Int32Array(size * 2));
  };
  const add = (code: number, start: number, end: number): number => {
    if (size === codes.length) grow();
    codes[size] = code;
    starts[size] = start;
    ends[size] = end;
    return size++;
  };
  return {
    add,
    open: (code: number, start: number): void => void open.push(add(code, start, 0)),
    close: (): void => {
      ends[open.pop() ?? 0] = size;
    },
    /** Code of the innermost container that is still open; 0 outside of all. */
    inside: (): number => (open.length === 0 ? 0 : (codes[open[open.length - 1] ?? 0] ?? 0)),
    depth: (): number => open.length,
    size: (): number => size,
    done: (): Pick<Tree, "codes" | "starts" | "ends"> => ({
      codes: codes.subarray(0, size),
      starts: starts.subarray(0, size),
      ends: ends.subarray(0, size),
    }),
  };
}

function enlarged<Numbers extends Uint8Array | Int32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
