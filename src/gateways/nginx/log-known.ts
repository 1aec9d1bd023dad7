import type { LineMemory } from "../../model/log-grammar.ts";
import { messageStart, startsOf, startsWithAny } from "./log-dull.ts";
import { LEVEL_AT } from "./log-line.ts";

/** Different lines that are remembered; any more are opened each time. */
const MOST_KNOWN = 20_000;
/** A power of two, so that a place is found by cutting bits off; and large enough that many places are free. */
const PLACES = 1 << 15;
/** Of each place, side by side so that one look fetches all: the two numbers, and what is kept, of which 0 is nothing. */
const [PLACE, CHECK, VALUE] = [4, 1, 2];
/** -1 is kept as 1. */
const LEAST = 2;
const [COMMA, SPACE, QUOTE, SLASH, COLON] = [0x2c, 0x20, 0x22, 0x2f, 0x3a];
const [L, D, C, R, U] = ["l", "d", "c", "r", "u"].map((letter) => letter.charCodeAt(0));
const [ZERO, NINE, DOT, CAPITAL_A, CAPITAL_Z] = [0x30, 0x39, 0x2e, 0x41, 0x5a];
const OWN_METHODS = startsOf("GET ", "HEAD ", "OPTIONS ");
const REQUEST_LENGTH = ', request: "'.length;
const UPSTREAM_LENGTH = ', upstream: "'.length;
/** Longer words in capitals are no method. */
const LONGEST_METHOD = 20;
const [COMMAS, LOW_BITS, HIGH_BITS] = [0x2c2c2c2c, 0x01010101, 0x80808080 | 0];
const [FIRST_PRIME, SECOND_PRIME] = [0x9e3779b1 | 0, 0x85ebca77 | 0];

/**
 * Most lines of a long log say what others have said: the same message about the same upstream. They differ in client,
 * path and connection, which nobody needs. Such a line is known by its level, its message, its method and its upstream, of
 * which two numbers are kept; whoever can make both agree can make his own lines count as others. Nothing is made of a
 * known line, neither string nor object: a long log has millions of them.
 */
export function errorMemory(): Omit<LineMemory, "open"> {
  const places = new Int32Array(PLACES * PLACE);
  const asked: Digest = { key: 0, check: 0, isComplete: false };
  let view: DataView = new DataView(new ArrayBuffer(0));
  let count = 0;
  /** Where the line that is asked for stands, or would stand. */
  const placeOf = (): number => {
    let place = asked.key & (PLACES - 1);
    for (;;) {
      const at = place * PLACE;
      const isFree = places[at + VALUE] === 0;
      if (isFree || (places[at] === asked.key && places[at + CHECK] === asked.check)) return at;
      place = (place + 1) & (PLACES - 1);
    }
  };
  return {
    find: (block, from, to) => {
      if (view.buffer !== block.buffer || view.byteOffset !== block.byteOffset)
        view = new DataView(block.buffer, block.byteOffset, block.byteLength);
      digest(block, view, from, to, asked);
      const value = asked.isComplete ? (places[placeOf() + VALUE] ?? 0) : 0;
      return value === 0 ? undefined : value - LEAST;
    },
    keep: (value) => {
      if (!asked.isComplete || count >= MOST_KNOWN) return;
      const at = placeOf();
      if (places[at + VALUE] !== 0) return;
      places.set([asked.key, asked.check, value + LEAST], at);
      count += 1;
    },
  };
}

interface Digest {
  key: number;
  check: number;
  /** False for a line without a client, and for a socket, whose path looks like the request's. */
  isComplete: boolean;
}

/** Two numbers for level, message, method and the origin of the upstream. */
function digest(block: Uint8Array, view: DataView, from: number, to: number, into: Digest): void {
  const levelAt = from + LEVEL_AT;
  into.key = block[levelAt] ?? 0;
  into.check = block[levelAt + 1] ?? 0;
  into.isComplete = false;
  const clientAt = digestMessage(block, view, messageStart(block, levelAt, to), to, into);
  if (clientAt === to) return;
  into.isComplete = true;
  let hasMethod = false;
  for (let at = nextComma(block, view, clientAt + 1, to); at < to; at = nextComma(block, view, at + 1, to)) {
    const next = block[at + 2];
    if (next === U && isName(block, at + 10) && block[at + 12] === QUOTE) {
      digestOrigin(block, at + UPSTREAM_LENGTH, to, into);
      return;
    }
    if (!hasMethod && next === R && isName(block, at + 9) && block[at + 11] === QUOTE) {
      hasMethod = true;
      add(into, isRepeatable(block, at + REQUEST_LENGTH) ? 1 : 2);
    }
  }
}

/** Gives where the next comma stands, or the line's end. */
function nextComma(block: Uint8Array, view: DataView, from: number, to: number): number {
  let at = from;
  while (at + 4 <= to && !hasComma(view.getInt32(at, true))) at += 4;
  while (at < to && block[at] !== COMMA) at += 1;
  return at;
}

/** Whether one of the four bytes is a comma: only then a bit is borrowed that was not set. */
function hasComma(word: number): boolean {
  const rest = word ^ COMMAS;
  return ((rest - LOW_BITS) & ~rest & HIGH_BITS) !== 0;
}

/** Gives where ", client: " stands behind the message, or the line's end. Four bytes are taken at a time. */
function digestMessage(block: Uint8Array, view: DataView, start: number, to: number, into: Digest): number {
  // "limiting requests, excess: 0.906 by zone …": the number is another one in each line
  let hasNumber = block[start] === L || block[start] === D;
  let { key, check } = into;
  let at = start;
  while (at < to) {
    if (!hasNumber && at + 4 <= to) {
      const word = view.getInt32(at, true);
      if (!hasComma(word)) {
        key = Math.imul(((key << 5) | (key >>> 27)) ^ word, FIRST_PRIME);
        check = Math.imul(((check << 13) | (check >>> 19)) ^ word, SECOND_PRIME);
        at += 4;
        continue;
      }
    }
    const byte = block[at] ?? 0;
    if (byte === COMMA && block[at + 1] === SPACE && block[at + 2] === C && isName(block, at + 8)) break;
    at += 1;
    if (hasNumber && ((byte >= ZERO && byte <= NINE) || byte === DOT)) continue;
    // the name of the zone may hold digits too
    if (byte === QUOTE) hasNumber = false;
    key = Math.imul(((key << 5) | (key >>> 27)) ^ byte, FIRST_PRIME);
    check = Math.imul(((check << 13) | (check >>> 19)) ^ byte, SECOND_PRIME);
  }
  into.key = key;
  into.check = check;
  return Math.min(at, to);
}

/** Methods that mean the same to uhc are alike. */
function isRepeatable(block: Uint8Array, start: number): boolean {
  if (startsWithAny(block, start, OWN_METHODS)) return true;
  let end = start;
  for (; end <= start + LONGEST_METHOD; end += 1) {
    const byte = block[end] ?? 0;
    if (byte < CAPITAL_A || byte > CAPITAL_Z) break;
  }
  const isMethod = block[end] === SPACE && end > start && end <= start + LONGEST_METHOD;
  return !isMethod;
}

/** Scheme and address, up to the slash behind them. */
function digestOrigin(block: Uint8Array, start: number, to: number, into: Digest): void {
  let slashes = 0;
  for (let at = start; at < to; at += 1) {
    const byte = block[at] ?? 0;
    if (byte === SLASH) slashes += 1;
    if (byte === COLON && slashes === 2 && block[at + 1] === SLASH) into.isComplete = false;
    if (slashes === 3 || byte === QUOTE) return;
    add(into, byte);
  }
}

function add(into: Digest, value: number): void {
  const { key, check } = into;
  into.key = Math.imul(((key << 5) | (key >>> 27)) ^ value, FIRST_PRIME);
  into.check = Math.imul(((check << 13) | (check >>> 19)) ^ value, SECOND_PRIME);
}

/** A name of a part ends in ": ". */
function isName(block: Uint8Array, colonAt: number): boolean {
  return block[colonAt] === COLON && block[colonAt + 1] === SPACE;
}
