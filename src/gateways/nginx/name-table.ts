/** How the reader has to treat what follows a name. */
export type NameKind = "plain" | "include" | "lines" | "lines-without-include" | "lua";

/** Each name once, with its kind, so that a directive needs a number and no string. */
export interface NameTable {
  readonly names: string[];
  /** Name → its number, the place in `names`. */
  readonly numbers: Map<string, number>;
  readonly kinds: NameKind[];
  /** Open addressing: id + 1, or 0 for a free slot. */
  readonly slots: Uint16Array;
  /** Whether every name has its place here. */
  isComplete: boolean;
}

const SLOTS = 8192;
const LAST_SLOT = SLOTS - 1;
const MOST_NAMES = SLOTS / 2;
const MOST_PROBES = 32;
const LONGEST_NAME = 64;

export function nameTable(): NameTable {
  return { names: [], numbers: new Map(), kinds: [], slots: new Uint16Array(SLOTS), isComplete: true };
}

/**
 * The number of the plain name between two offsets, or -1 for one with quotes, backslashes or bytes beyond ASCII, and
 * when the table has no room: a hostile file of unlike names must neither grow it without end nor make it slow.
 */
export function internName(table: NameTable, text: Buffer, from: number, to: number): number {
  const length = to - from;
  // Four of its bytes and its length tell the names that nginx has apart well enough; reading all would cost more.
  let slot = length + ((text[from] ?? 0) << 3) + (text[to - 1] ?? 0) * 61;
  slot =
    (slot + (text[from + (length >> 1)] ?? 0) * 331 + (text[to - (length >> 2) - 1] ?? 0) * 1721) & LAST_SLOT;
  for (let probe = 0; probe < MOST_PROBES; probe++) {
    const id = (table.slots[slot] ?? 0) - 1;
    if (id < 0) return addName(table, slot, text, from, to);
    if (isSameName(table.names[id] ?? "", text, from, to)) return id;
    slot = (slot + 1) & LAST_SLOT;
  }
  table.isComplete = false;
  return -1;
}

/** Whether a text with this table may hold a directive of that name. */
export function mayHoldName({ numbers, isComplete }: NameTable, name: string): boolean {
  return !isComplete || numbers.has(name);
}

function addName(table: NameTable, slot: number, text: Buffer, from: number, to: number): number {
  const hasRoom = table.names.length < MOST_NAMES && to - from <= LONGEST_NAME;
  const name = hasRoom ? shared(text.toString("latin1", from, to)) : "";
  if (!/^[!#-&(-[\]-~]+$/.test(name)) {
    table.isComplete = false;
    return -1;
  }
  table.kinds.push(kindOfName(name));
  table.numbers.set(name, table.names.length);
  table.slots[slot] = table.names.push(name);
  return table.names.length - 1;
}

/** The engine keeps the names of fields once each, and compares two such strings without looking into them. */
function shared(name: string): string {
  return Object.keys({ [name]: 0 })[0] ?? name;
}

function isSameName(name: string, text: Buffer, from: number, to: number): boolean {
  if (name.length !== to - from) return false;
  for (let i = 0; i < name.length; i++) {
    if (name.charCodeAt(i) !== text[from + i]) return false;
  }
  return true;
}

/** The blocks whose modules read `key value;` lines with a handler of their own; not all of them know `include`. */
const LINE_BLOCKS: ReadonlyMap<string, NameKind> = new Map([
  ["map", "lines"],
  ["geo", "lines"],
  ["types", "lines"],
  ["split_clients", "lines-without-include"],
  ["charset_map", "lines-without-include"],
  ["match", "lines-without-include"],
]);

export function kindOfName(name: string): NameKind {
  if (name === "include") return "include";
  if (name.endsWith("_by_lua_block")) return "lua";
  return LINE_BLOCKS.get(name) ?? "plain";
}
