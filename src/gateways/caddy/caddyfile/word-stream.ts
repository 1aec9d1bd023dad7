import { isCloseBrace, isOnNewLine, isOpenBrace, type Token } from "./token.ts";

/**
 * The words of a Caddyfile while it is cut into blocks. Imports put others in front of those that come; so there are two
 * piles, what was read and what comes, and no import moves more words than it brings.
 */
export interface WordStream {
  readonly current: () => Token;
  readonly next: () => boolean;
  readonly unread: () => void;
  readonly isEnd: () => boolean;
  readonly isNewLine: () => boolean;
  readonly isNextOnNewLine: () => boolean;
  /** The words that are left on this line, up to a brace that opens a block. */
  readonly remaining: () => Token[];
  /** The words of a block that opens on this line, without its own braces. */
  readonly block: () => Token[];
  /** Puts words in the place of the last `count` that were read. */
  readonly replace: (count: number, words: readonly Token[]) => void;
  /** How many words were read. */
  readonly read: () => number;
}

export function wordStream(tokens: readonly Token[], nothing: Token): WordStream {
  const done: Token[] = [];
  const coming = [...tokens].reverse();
  const current = (): Token => done.at(-1) ?? nothing;
  const next = (): boolean => {
    const word = coming.pop();
    if (word === undefined) return false;
    done.push(word);
    return true;
  };
  const isSameLine = (): boolean => {
    const word = coming.at(-1);
    return word !== undefined && (done.length === 0 || !isOnNewLine(current(), word));
  };
  const remaining = (): Token[] => {
    const words: Token[] = [];
    while (isSameLine() && !isOpenBrace(coming.at(-1)) && next()) words.push(current());
    return words;
  };
  const block = (): Token[] => {
    const words: Token[] = [];
    if (!isSameLine() || !isOpenBrace(coming.at(-1))) return words;
    next();
    for (let depth = 1; next(); words.push(current())) {
      if (isCloseBrace(current()) && !isSameLine()) depth--;
      else if (isOpenBrace(current()) && !isSameLine()) depth++;
      if (depth === 0) break;
    }
    return words;
  };
  return {
    current,
    next,
    unread: () => {
      const word = done.pop();
      if (word !== undefined) coming.push(word);
    },
    isEnd: () => coming.length === 0,
    isNewLine: () => {
      const before = done.at(-2);
      return before === undefined || isOnNewLine(before, current());
    },
    isNextOnNewLine: () => {
      const word = coming.at(-1);
      return word === undefined || isOnNewLine(current(), word);
    },
    remaining,
    block,
    replace: (count, words) => {
      done.length -= count;
      for (let at = words.length - 1; at >= 0; at--) {
        const word = words[at];
        if (word !== undefined) coming.push(word);
      }
    },
    read: () => done.length,
  };
}
