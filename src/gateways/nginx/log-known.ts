import type { LineMemory } from "../../model/log-grammar.ts";
import { messageStart } from "./log-dull.ts";
import { LEVEL_AT } from "./log-line.ts";

/** Different lines that are remembered; one more is read each time. */
const MOST_KNOWN = 20_000;
const [COMMA, SPACE, QUOTE, SLASH, COLON, L, D] = [",", " ", '"', "/", ":", "l", "d"].map((text) =>
  text.charCodeAt(0),
);
const [CLIENT, REQUEST, UPSTREAM] = [" client: ", ' request: "', ' upstream: "'].map((name) => [
  ...Buffer.from(name),
]);
const [ZERO, NINE, DOT] = ["0", "9", "."].map((text) => text.charCodeAt(0));

/**
 * Most lines of a long log say what others have said: the same message about the same upstream. They differ in client,
 * path and connection, which nobody needs. Such a line is known by its level, its message, its method and its upstream, of
 * which two numbers are kept (FNV-1a and a sum beside it); whoever can make both agree can make his own lines count as
 * others. Nothing is made of a known line, neither string nor object.
 */
export function errorMemory(): LineMemory {
  const known = new Map<number, number>();
  let hash = 0;
  let sum = 0;
  let count = 0;
  const take = (byte: number): void => {
    hash = Math.imul(hash ^ byte, 0x01000193);
    sum = (Math.imul(sum, 31) + byte) | 0;
  };
  const key = (): number => (hash >>> 0) * 0x200000 + (sum & 0x1fffff);
  return {
    find: (block, from, to) => {
      hash = 0x811c9dc5 | 0;
      sum = block[from + LEVEL_AT] ?? 0;
      const messageAt = messageStart(block, from + LEVEL_AT, to);
      const clientAt = takeMessage(block, messageAt, to, take);
      if (clientAt < 0) return undefined;
      if (!takeRest(block, clientAt, to, take)) return undefined;
      return known.get(key());
    },
    keep: () => {
      if (count >= MOST_KNOWN) return undefined;
      known.set(key(), count);
      count += 1;
      return count - 1;
    },
  };
}

type Take = (byte: number) => void;

/** Up to ", client: ", where its place is given; -1 for a message without. */
function takeMessage(block: Uint8Array, from: number, to: number, take: Take): number {
  // "limiting requests, excess: 0.906 by zone …": the number is another one in each line
  const hasNumber = block[from] === L || block[from] === D;
  for (let at = from; at < to; at += 1) {
    const byte = block[at] ?? 0;
    if (byte === COMMA && holds(block, CLIENT, at + 1)) return at;
    if (!(hasNumber && isNumeric(byte))) take(byte);
  }
  return -1;
}

function isNumeric(byte: number): boolean {
  return (byte >= (ZERO ?? 0) && byte <= (NINE ?? 0)) || byte === DOT;
}

/** Method and upstream up to its path; false where the upstream is a socket, whose path looks like the request's. */
function takeRest(block: Uint8Array, clientAt: number, to: number, take: Take): boolean {
  let at = clientAt + 1;
  for (; at < to; at += 1) {
    if (block[at] !== COMMA || block[at + 1] !== SPACE) continue;
    if (holds(block, REQUEST, at + 1)) {
      for (at += 12; at < to && block[at] !== SPACE && block[at] !== QUOTE; at += 1) take(block[at] ?? 0);
    } else if (holds(block, UPSTREAM, at + 1)) return takeOrigin(block, at + 13, to, take);
  }
  return true;
}

/** "http://10.0.0.5:80" of "http://10.0.0.5:80/path". */
function takeOrigin(block: Uint8Array, from: number, to: number, take: Take): boolean {
  let slashes = 0;
  for (let at = from; at < to && block[at] !== QUOTE; at += 1) {
    const byte = block[at] ?? 0;
    if (byte === SLASH) slashes += 1;
    if (slashes === 3) return true;
    // "http://unix:/run/app.sock:/path"
    if (byte === COLON && slashes === 2 && block[at + 1] === SLASH) return false;
    take(byte);
  }
  return true;
}

function holds(block: Uint8Array, name: readonly number[] | undefined, at: number): boolean {
  if (name === undefined) return false;
  for (let index = 0; index < name.length; index += 1) if (block[at + index] !== name[index]) return false;
  return true;
}
