import { isCloseBrace, isOnNewLine, isOpenBrace, type Token } from "./token.ts";

/**
 * The words of a Caddyfile while it is cut into blocks. Imports put others in front of those that come; so there are two
 * piles, what was read and what comes, and no import moves more words than it brings.
 */
export interface WordStream {
  readonly current: () => Token;
  readonly next: () => boolean;
  readonly unread: () => void;
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

interface Piles {
  readonly done: Token[];
  /** The next word is the last one. */
  readonly coming: Token[];
}

/** A stream over words; `nothing` stands for the current one before the first was read. */
export function wordStream(tokens: readonly Token[], nothing: Token): WordStream {
  const piles: Piles = { done: [], coming: [...tokens].reverse() };
  const { done, coming } = piles;
  return {
    current: () => done.at(-1) ?? nothing,
    next: () => next(piles),
    unread: () => {
      const word = done.pop();
      if (word !== undefined) coming.push(word);
    },
    isNewLine: () => {
      const [before, here] = [done.at(-2), done.at(-1)];
      return before === undefined || here === undefined || isOnNewLine(before, here);
    },
    isNextOnNewLine: () => !isSameLine(piles),
    remaining: () => remaining(piles),
    block: () => block(piles),
    replace: (count, words) => {
      done.length -= count;
      for (const word of [...words].reverse()) coming.push(word);
    },
    read: () => done.length,
  };
}

function next({ done, coming }: Piles): boolean {
  const word = coming.pop();
  if (word === undefined) return false;
  done.push(word);
  return true;
}

function isSameLine({ done, coming }: Piles): boolean {
  const [here, word] = [done.at(-1), coming.at(-1)];
  return word !== undefined && (here === undefined || !isOnNewLine(here, word));
}

function remaining(piles: Piles): Token[] {
  const from = piles.done.length;
  while (isSameLine(piles) && !isOpenBrace(piles.coming.at(-1)) && next(piles));
  return piles.done.slice(from);
}

function block(piles: Piles): Token[] {
  const words: Token[] = [];
  if (!isSameLine(piles) || !isOpenBrace(piles.coming.at(-1))) return words;
  next(piles);
  for (let depth = 1; next(piles); ) {
    const word = piles.done.at(-1);
    if (isCloseBrace(word) && !isSameLine(piles)) depth--;
    else if (isOpenBrace(word) && !isSameLine(piles)) depth++;
    if (depth === 0 || word === undefined) break;
    words.push(word);
  }
  return words;
}
