import type { LineMemory } from "../../model/log-grammar.ts";
import { messageStart } from "./log-dull.ts";
import { LEVEL_AT } from "./log-line.ts";

/** Different lines that are remembered; any more are opened each time. */
const MOST_KNOWN = 20_000;
const [COMMA, SPACE, QUOTE, SLASH, COLON] = [0x2c, 0x20, 0x22, 0x2f, 0x3a];
const [L, D, ZERO, NINE, DOT] = [0x6c, 0x64, 0x30, 0x39, 0x2e];
const [C, R, U] = [0x63, 0x72, 0x75];
const FNV_START = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
const SMALL = 0x3fffffff;
const REQUEST_LENGTH = 'request: "'.length;
const UPSTREAM_LENGTH = 'upstream: "'.length;

/**
 * Most lines of a long log say what others have said: the same message about the same upstream. They differ in client,
 * path and connection, which nobody needs. Such a line is known by its level, its message, its method and its upstream, of
 * which two numbers are kept; whoever can make both agree can make his own lines count as others. Nothing is made of a
 * known line, neither string nor object: a long log has millions of them.
 */
export function errorMemory(): LineMemory {
  const places = new Map<number, number>();
  const checks = new Int32Array(MOST_KNOWN);
  const asked = { key: 0, check: 0, isComplete: false };
  let count = 0;
  return {
    find: (block, from, to) => {
      digest(block, from, to, asked);
      if (!asked.isComplete) return undefined;
      const place = places.get(asked.key);
      return place === undefined || checks[place] !== asked.check ? undefined : place;
    },
    keep: () => {
      if (!asked.isComplete || count >= MOST_KNOWN || places.has(asked.key)) return undefined;
      places.set(asked.key, count);
      checks[count] = asked.check;
      count += 1;
      return count - 1;
    },
  };
}

interface Digest {
  key: number;
  check: number;
  /** False for a line without a client, and for a socket, whose path looks like the request's. */
  isComplete: boolean;
}

/** Two numbers for level, message, method and the origin of the upstream: FNV-1a, and a polynomial. */
function digest(block: Uint8Array, from: number, to: number, into: Digest): void {
  const start = messageStart(block, from + LEVEL_AT, to);
  // "limiting requests, excess: 0.906 by zone …": the number is another one in each line
  const hasNumber = block[start] === L || block[start] === D;
  let hash = FNV_START;
  let sum = block[from + LEVEL_AT] ?? 0;
  let at = start;
  /** 0 in the message, 1 in the method, 2 in the upstream, -1 where nothing counts. */
  let part = 0;
  let slashes = 0;
  into.isComplete = false;
  for (; at < to; at += 1) {
    const byte = block[at] ?? 0;
    if (part <= 0 && byte === COMMA && block[at + 1] === SPACE) {
      const next = block[at + 2];
      if (part === 0 && next === C && isName(block, at + 8)) {
        part = -1;
        into.isComplete = true;
        at += 9;
      } else if (part === -1 && next === R && isName(block, at + 9) && block[at + 11] === QUOTE) {
        part = 1;
        at += 1 + REQUEST_LENGTH;
      } else if (part === -1 && next === U && isName(block, at + 10) && block[at + 12] === QUOTE) {
        part = 2;
        at += 1 + UPSTREAM_LENGTH;
      }
      if (part !== 0) continue;
    }
    if (part === -1) continue;
    if (part === 1 && (byte === SPACE || byte === QUOTE)) part = -1;
    if (part === 2) {
      if (byte === SLASH) slashes += 1;
      if (byte === COLON && slashes === 2 && block[at + 1] === SLASH) into.isComplete = false;
      if (slashes === 3 || byte === QUOTE) break;
    }
    if (hasNumber && part === 0 && ((byte >= ZERO && byte <= NINE) || byte === DOT)) continue;
    hash = Math.imul(hash ^ byte, FNV_PRIME);
    sum = (Math.imul(sum, 31) + byte) | 0;
  }
  into.key = hash & SMALL;
  into.check = sum;
}

/** A name of a part ends in ": ". */
function isName(block: Uint8Array, colonAt: number): boolean {
  return block[colonAt] === COLON && block[colonAt + 1] === SPACE;
}
