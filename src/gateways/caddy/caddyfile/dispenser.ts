import { Refusal } from "./refusal.ts";
import { isCloseBrace, isOnNewLine, isOpenBrace, type Token } from "./token.ts";

/**
 * Walks over the words of a directive, line by line and block by block, as the modules of Caddy do
 * (caddyconfig/caddyfile/dispenser.go). A directive reads itself with it, so that a mistake is one at the same word.
 */
export interface Dispenser {
  /** The word that it stands at. Before the first and behind the last one there is none: then the nearest is given. */
  readonly token: () => Token;
  readonly value: () => string;
  readonly nesting: () => number;
  readonly next: () => boolean;
  readonly back: () => void;
  /** The next word of the line, if it does not open a block. */
  readonly nextArg: () => boolean;
  /** The next word of a block that opens here, or was opened, until the nesting is as it was. */
  readonly nextBlock: (nesting: number) => boolean;
  readonly remaining: () => Token[];
  /** This word and all that belongs to it: the rest of its line and the block behind. */
  readonly segment: () => Token[];
  readonly drop: () => void;
  readonly reset: () => void;
  /** The next word of the line, which must be there. */
  readonly argument: () => Token;
  /** Refuses the word that it stands at. */
  readonly refuse: (message: string) => never;
  readonly wrongCount: () => never;
}

interface Walk {
  tokens: readonly Token[];
  cursor: number;
  nesting: number;
}

export function dispense(tokens: readonly Token[]): Dispenser {
  const walk: Walk = { tokens, cursor: -1, nesting: 0 };
  const token = (): Token => tokenAt(walk);
  const refuse = (message: string): never => {
    throw new Refusal(message, token());
  };
  const wrongCount = (): never =>
    isOpenBrace(walk.tokens[walk.cursor])
      ? refuse("unexpected token '{', expecting argument")
      : refuse(`wrong argument count or unexpected line ending after '${valueAt(walk)}'`);
  return {
    token,
    value: () => valueAt(walk),
    nesting: () => walk.nesting,
    next: () => next(walk),
    back: () => {
      if (walk.cursor > -1) walk.cursor--;
    },
    nextArg: () => nextArg(walk),
    nextBlock: (nesting) => nextBlock(walk, nesting),
    remaining: () => remaining(walk),
    segment: () => segment(walk),
    drop: () => {
      walk.tokens = walk.tokens.filter((_, index) => index !== walk.cursor);
      walk.cursor--;
    },
    reset: () => {
      walk.cursor = -1;
      walk.nesting = 0;
    },
    argument: () => (nextArg(walk) ? token() : wrongCount()),
    refuse,
    wrongCount,
  };
}

function tokenAt({ tokens, cursor }: Walk): Token {
  const found = tokens[Math.min(Math.max(cursor, 0), tokens.length - 1)];
  if (found === undefined) throw new Error("a dispenser needs a word");
  return found;
}

function valueAt({ tokens, cursor }: Walk): string {
  return tokens[cursor]?.text ?? "";
}

function next(walk: Walk): boolean {
  if (walk.cursor >= walk.tokens.length - 1) return false;
  walk.cursor++;
  return true;
}

function onSameLine(walk: Walk): boolean {
  if (walk.cursor < 0) {
    walk.cursor++;
    return true;
  }
  const here = walk.tokens[walk.cursor];
  const coming = walk.tokens[walk.cursor + 1];
  if (here === undefined || coming === undefined || isOnNewLine(here, coming)) return false;
  walk.cursor++;
  return true;
}

function nextArg(walk: Walk): boolean {
  if (!onSameLine(walk)) return false;
  if (!isOpenBrace(walk.tokens[walk.cursor])) return true;
  walk.cursor--;
  return false;
}

function nextBlock(walk: Walk, nesting: number): boolean {
  if (walk.nesting > nesting) {
    if (!next(walk)) return false;
    if (isCloseBrace(walk.tokens[walk.cursor]) && !onSameLine(walk)) walk.nesting--;
    else if (isOpenBrace(walk.tokens[walk.cursor]) && !onSameLine(walk)) walk.nesting++;
    return walk.nesting > nesting;
  }
  if (!onSameLine(walk)) return false;
  if (!isOpenBrace(walk.tokens[walk.cursor])) {
    walk.cursor--;
    return false;
  }
  next(walk);
  if (isCloseBrace(walk.tokens[walk.cursor])) return false;
  walk.nesting++;
  return true;
}

function remaining(walk: Walk): Token[] {
  const words: Token[] = [];
  while (nextArg(walk)) words.push(tokenAt(walk));
  return words;
}

function segment(walk: Walk): Token[] {
  const words = [tokenAt(walk), ...remaining(walk)];
  let hasBlock = false;
  for (const nesting = walk.nesting; nextBlock(walk, nesting); ) {
    const brace = walk.tokens[walk.cursor - 1];
    if (!hasBlock && brace !== undefined) words.push(brace);
    hasBlock = true;
    words.push(tokenAt(walk));
  }
  if (hasBlock) words.push(tokenAt(walk));
  return words;
}
