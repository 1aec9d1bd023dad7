import type { Dispenser } from "../dispenser.ts";
import type { JsonMap } from "../json.ts";
import { type Json, list, text } from "../json.ts";
import type { Helper } from "../run.ts";
import { addWords } from "../subdirectives.ts";
import type { Token } from "../token.ts";

/**
 * Reads what a matcher asks for. Several lines of one matcher in a set are read as one; `name` is that of the set, without
 * the at sign, after which regular expressions are named.
 */
export type Matcher = (d: Dispenser, name: string, helper: Helper) => Json;

/** A matcher that is a list of words. */
export function wordList(kind: string): Matcher {
  return (d) => {
    const at = d.token();
    const items: Json[] = [];
    while (d.next()) {
      for (const word of d.remaining()) items.push(text(word, word.text));
      noBlock(d, kind);
    }
    return list(at, items);
  };
}

export function noBlock(d: Dispenser, kind: string): void {
  if (d.nextBlock(0)) d.refuse(`malformed ${kind} matcher: blocks are not supported`);
}

/** What `private_ranges` stands for (internal/ranges.go). */
export const PRIVATE_RANGES = [
  "192.168.0.0/16",
  "172.16.0.0/12",
  "10.0.0.0/8",
  "127.0.0.1/8",
  "fd00::/8",
  "::1",
] as const;

export function addRanges(into: JsonMap, key: string, words: readonly Token[]): void {
  const expanded = words.flatMap((word) =>
    word.text === "private_ranges" ? PRIVATE_RANGES.map((range) => ({ ...word, text: range })) : [word],
  );
  addWords(into, key, expanded);
}
