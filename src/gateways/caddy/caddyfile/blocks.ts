import type { SourceReader } from "../../../text/source-reader.ts";
import { type ImportGraph, importGraph } from "./import-graph.ts";
import { importWords } from "./imports.ts";
import type { LexSettings } from "./lex.ts";
import { Refusal } from "./refusal.ts";
import { isCloseBrace, isOpenBrace, isQuoted, type Token } from "./token.ts";
import { type WordStream, wordStream } from "./word-stream.ts";

/** A block of a Caddyfile: the addresses of a site, or none for the global options, and the directives in it. */
export interface Block {
  readonly keys: readonly Token[];
  readonly segments: readonly Segment[];
  readonly hasBraces: boolean;
  readonly isNamedRoute: boolean;
}

/** A directive: the words of its line and of the block that it opens. */
export type Segment = readonly Token[];

export interface ParseSettings extends LexSettings {
  readonly reader: SourceReader;
  /** `{block}`, `{args[0]}` and `&(name)` came with Caddy 2.7. */
  readonly hasNamedRoutes: boolean;
  readonly onNote: (note: string) => void;
  readonly onProblem: (refusal: Refusal) => void;
}

export interface Parser {
  readonly words: WordStream;
  readonly settings: ParseSettings;
  readonly snippets: Map<string, readonly Token[]>;
  readonly graph: ImportGraph;
  /** Words that imports may still bring: an import within an import grows without end. */
  budget: { words: number; files: number };
}

/** Words that imports may bring; the largest configs that people write by hand have some ten thousand. */
const MOST_IMPORTED = 500_000;
const MOST_FILES = 5_000;
/** Blocks within blocks; every one becomes several levels of JSON. */
const DEEPEST_BLOCK = 40;

/**
 * Cuts a Caddyfile into its blocks, with what it imports in place (`parseAll`, caddyconfig/caddyfile/parse.go). Ends at the
 * first mistake, as Caddy does; what was read before it is kept.
 */
export function parseBlocks(tokens: readonly Token[], nothing: Token, settings: ParseSettings): Block[] {
  const parser: Parser = {
    words: wordStream(tokens, nothing),
    settings,
    snippets: new Map(),
    graph: importGraph(),
    budget: { words: MOST_IMPORTED, files: MOST_FILES },
  };
  const blocks: Block[] = [];
  try {
    while (parser.words.next()) parseBlock(parser, blocks);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    settings.onProblem(error);
  }
  return blocks;
}

function parseBlock(parser: Parser, blocks: Block[]): void {
  const { words } = parser;
  const { keys, isEnd, hasBraces } = addresses(parser);
  if (isEnd) {
    if (keys.length > 0) blocks.push({ keys, segments: [], hasBraces, isNamedRoute: false });
    return;
  }
  const [key] = keys;
  const name = keys.length === 1 ? nameInParens(key?.text ?? "") : undefined;
  if (key !== undefined && name?.isRoute && parser.settings.hasNamedRoutes) {
    const token = { ...words.current(), text: name.text };
    const segments = [[token, ...blockWords(parser, true)]];
    blocks.push({ keys: [{ ...key, text: name.text }], segments, hasBraces: false, isNamedRoute: true });
    return;
  }
  if (key !== undefined && name !== undefined && !name.isRoute) {
    if (parser.snippets.has(name.text))
      throw new Refusal(`redeclaration of previously declared snippet ${name.text}`, words.current());
    const inside = blockWords(parser, false).map((word) => ({ ...word, snippet: name.text }));
    parser.snippets.set(name.text, inside);
    return;
  }
  const segments: Segment[] = [];
  const push = (): void => {
    if (keys.length > 0 || segments.length > 0)
      blocks.push({ keys, segments, hasBraces, isNamedRoute: false });
  };
  try {
    blockContents(parser, keys, segments);
  } catch (error) {
    push();
    throw error;
  }
  push();
}

function nameInParens(key: string): { readonly text: string; readonly isRoute: boolean } | undefined {
  if (!key.endsWith(")")) return undefined;
  if (key.startsWith("&(")) return { text: key.slice(2, -1), isRoute: true };
  return key.startsWith("(") ? { text: key.slice(1, -1), isRoute: false } : undefined;
}

interface Addresses {
  readonly keys: readonly Token[];
  readonly isEnd: boolean;
  readonly hasBraces: boolean;
}

function addresses(parser: Parser): Addresses {
  const { words } = parser;
  const keys: Token[] = [];
  let expectsAnother = false;
  for (;;) {
    const token = words.current();
    if (token.text.startsWith("@"))
      throw new Refusal(
        `request matchers may not be defined globally, they must be in a site block; found ${token.text}`,
        token,
      );
    if (token.text === "import" && words.isNewLine()) {
      importWords(parser, 0);
      if (!words.next()) return { keys, isEnd: true, hasBraces: false };
      continue;
    }
    if (isOpenBrace(token)) {
      if (expectsAnother)
        throw new Refusal(`Expected another address but had '${token.text}' - check for extra comma`, token);
      return { keys, isEnd: false, hasBraces: true };
    }
    expectsAnother = takeAddress(token, keys) ?? expectsAnother;
    if (!words.next()) {
      if (expectsAnother) throw new Refusal("unexpected EOF", token);
      return { keys, isEnd: true, hasBraces: false };
    }
    if (!expectsAnother && words.isNewLine()) return { keys, isEnd: false, hasBraces: false };
  }
}

/** Takes one address; says whether another one must follow, and nothing of a word that is empty. */
function takeAddress(token: Token, keys: Token[]): boolean | undefined {
  const { text } = token;
  if (text.endsWith("{") && !isQuoted(token))
    throw new Refusal(
      `Site addresses cannot end with a curly brace: '${text}' - put a space between the token and the brace`,
      token,
    );
  if (text === "") return undefined;
  const hasComma = text.endsWith(",");
  const address = hasComma ? text.slice(0, -1) : text;
  if (address.includes(","))
    throw new Refusal(
      `Site addresses cannot contain a comma ',': '${address}' - put a space after the comma to separate site addresses`,
      token,
    );
  if (address !== "") keys.push({ ...token, text: address });
  return hasComma;
}

function blockContents(parser: Parser, keys: readonly Token[], segments: Segment[]): void {
  const { words } = parser;
  const hasBrace = isOpenBrace(words.current());
  if (!hasBrace) words.unread();
  while (words.next()) {
    const token = words.current();
    if (isCloseBrace(token)) {
      if (hasBrace) return;
      break;
    }
    if (token.text === "import") importWords(parser, 1);
    else segments.push(directive(parser));
  }
  const last = words.current();
  if (hasBrace && !isCloseBrace(last))
    throw new Refusal(`syntax error: unexpected token '${last.text}', expecting '}'`, last);
  if (hasBrace || keys.length > 0) return;
}

/** The words of a directive, to the end of its line or of its block. */
function directive(parser: Parser): Segment {
  const { words } = parser;
  const segment = [words.current()];
  let nesting = 0;
  while (words.next()) {
    const token = words.current();
    if (isOpenBrace(token)) {
      nesting++;
      if (nesting > DEEPEST_BLOCK) throw new Refusal("blocks are nested too deep to be read", token);
      if (!words.isNextOnNewLine()) throw new Refusal("Unexpected next token after '{' on same line", token);
      if (words.isNewLine())
        throw new Refusal(
          "Unexpected '{' on a new line; did you mean to place the '{' on the previous line?",
          token,
        );
    } else if (token.text === "{}" && !isQuoted(token)) {
      if (words.isNextOnNewLine()) throw new Refusal("Unexpected '{}' at end of line", token);
    } else if (words.isNewLine() && nesting === 0) {
      words.unread();
      return segment;
    } else if (isCloseBrace(token)) {
      if (nesting === 0) throw new Refusal("Unexpected '}' because no matching opening brace", token);
      nesting--;
    } else if (token.text === "import" && words.isNewLine()) {
      importWords(parser, 1);
      continue;
    }
    segment.push(token);
  }
  if (nesting > 0) throw new Refusal("unexpected EOF", words.current());
  return segment;
}

/** All words of a snippet or a named route, for use later. */
function blockWords({ words }: Parser, keepsBraces: boolean): Token[] {
  const open = words.current();
  if (!isOpenBrace(open))
    throw new Refusal(`syntax error: unexpected token '${open.text}', expecting '{'`, open);
  const inside: Token[] = keepsBraces ? [open] : [];
  for (let nesting = 1; words.next(); ) {
    const token = words.current();
    if (isCloseBrace(token) && --nesting === 0) {
      if (keepsBraces) inside.push(token);
      return inside;
    }
    if (isOpenBrace(token) && ++nesting > DEEPEST_BLOCK)
      throw new Refusal("blocks are nested too deep to be read", token);
    inside.push(token);
  }
  const last = words.current();
  throw new Refusal(`syntax error: unexpected token '${last.text}', expecting '}'`, last);
}
