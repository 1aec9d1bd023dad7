import { posix } from "node:path";
import { isReadFailure } from "../../../text/source-reader.ts";
import type { Parser } from "./blocks.ts";
import { variadicRange, withArguments } from "./import-args.ts";
import { lex } from "./lex.ts";
import { Refusal } from "./refusal.ts";
import { isCloseBrace, isOnNewLine, isOpenBrace, type Token } from "./token.ts";

/** What an import puts into what it brings. */
interface Given {
  readonly args: readonly Token[];
  readonly block: readonly Token[];
  readonly blocks: ReadonlyMap<string, readonly Token[]>;
}

/**
 * Puts the words of a snippet or of files in the place of the import that was just read, with its arguments and its block
 * filled in (`doImport`, caddyconfig/caddyfile/parse.go). `nesting` is 0 where addresses of sites may stand.
 */
export function importWords(parser: Parser, nesting: number): void {
  const { words } = parser;
  const start = words.read();
  const directive = words.current();
  const [pattern, ...args] = words.remaining();
  if (pattern === undefined)
    throw new Refusal("wrong argument count or unexpected line ending after 'import'", directive);
  if (pattern.text === "") throw new Refusal("Import requires a non-empty filepath", pattern);
  const block = words.block();
  const given: Given = { args, block, blocks: namedBlocks(block, words.current()) };
  const last = words.current();
  const snippet = parser.snippets.get(pattern.text);
  const { brought, nodes } =
    snippet !== undefined
      ? { brought: snippet, nodes: snippet.slice(0, 1).map(nodeOf) }
      : fromFiles(parser, pattern, last);
  const cycle = parser.graph.add(nodeOf(last), nodes);
  if (cycle !== undefined)
    throw new Refusal(`a cycle of imports exists between ${nodeOf(last)} and ${cycle}`, directive);
  const filled = fill(brought, given, last, nesting, parser.settings.hasNamedRoutes);
  parser.budget.words -= filled.length + 1;
  if (parser.budget.words < 0) throw new Refusal("its imports bring more words than can be read", directive);
  words.replace(words.read() - start + 1, filled);
}

function nodeOf({ source, snippet }: Token): string {
  return snippet === "" ? source.file : `${source.file}:${snippet}`;
}

/** The blocks within the block of an import, by their first word, for `{blocks.NAME}`. */
function namedBlocks(block: readonly Token[], here: Token): Given["blocks"] {
  const named = new Map<string, readonly Token[]>();
  for (let at = 0; at < block.length; ) {
    const key = block[at];
    if (key === undefined) break;
    if (isOpenBrace(key)) throw new Refusal("anonymous blocks are not supported", here);
    const words: Token[] = [];
    let depth = 0;
    for (at++; at < block.length; at++) {
      const before = block[at - 1];
      const word = block[at];
      if (word === undefined || before === undefined) break;
      if (depth === 0 && isOnNewLine(before, word)) break;
      if (isOpenBrace(word) && depth++ === 0) continue;
      if (isCloseBrace(word) && --depth === 0) continue;
      words.push(word);
    }
    named.set(key.text, words);
  }
  return named;
}

function fromFiles(parser: Parser, pattern: Token, here: Token) {
  const { reader, onNote } = parser.settings;
  const folder = posix.dirname(here.source.file);
  const path = posix.isAbsolute(pattern.text) ? pattern.text : posix.join(folder, pattern.text);
  const stars = path.split("*").length - 1;
  const marks = path.split("?").length - 1;
  if (stars > 1 || marks > 1 || (path.includes("[") && path.includes("]")))
    throw new Refusal(`Glob pattern may only contain one wildcard (*), but has others: ${path}`, here);
  const isGlob = /[*?[\]]/.test(path);
  const isHidden = (found: string): boolean =>
    posix.basename(path).startsWith("*") && posix.basename(found).startsWith(".");
  const files = isGlob ? reader.find(path).filter((found) => !isHidden(found)) : [path];
  if (files.length === 0) onNote(`no files match the import ${pattern.text}`);
  const brought = files.flatMap((file) => fromFile(parser, file, pattern, here));
  return { brought, nodes: files };
}

function fromFile(parser: Parser, file: string, pattern: Token, here: Token): readonly Token[] {
  const { settings, budget } = parser;
  if (--budget.files < 0) throw new Refusal("it imports more files than can be read", here);
  const content = settings.reader.read(file);
  if (isReadFailure(content)) {
    if (content.kind === "empty") return [];
    if (content.kind === "missing" && !settings.reader.knowsAllFiles) {
      settings.onNote(`the import ${pattern.text} was not read: ${content.message}`);
      return [];
    }
    throw new Refusal(
      content.kind === "missing"
        ? `File to import not found: ${pattern.text}`
        : `Could not import ${file}: ${content.message}`,
      here,
    );
  }
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(content);
  const tokens = text.trim() === "" ? [] : lex({ file, text, lines: undefined }, settings);
  budget.words -= tokens.length;
  if (budget.words < 0) throw new Refusal("its imports bring more words than can be read", here);
  return tokens;
}

/** The words that come, with arguments and blocks in place; those of snippets that they define stay as they are. */
function fill(
  brought: readonly Token[],
  { args, block, blocks }: Given,
  here: Token,
  startNesting: number,
  hasBrackets: boolean,
): readonly Token[] {
  const filled: Token[] = [];
  const chains = new Map<readonly string[], readonly string[]>();
  const isInSnippet = snippetWatch(startNesting);
  for (const token of brought) {
    const imports = chains.get(token.imports) ?? [
      ...token.imports,
      `${here.source.file}:${here.line} (import${token.snippet === "" ? "" : ` ${token.snippet}`})`,
    ];
    chains.set(token.imports, imports);
    const word: Token = { ...token, imports };
    if (isInSnippet(filled.at(-1), word)) {
      filled.push(word);
      continue;
    }
    if (hasBrackets && word.text === "{block}") filled.push(...block);
    else if (hasBrackets && word.text.startsWith("{blocks.") && word.text.endsWith("}"))
      filled.push(...(blocks.get(word.text.slice("{blocks.".length, -1)) ?? []));
    else filled.push(...withArgs(word, args, hasBrackets));
  }
  return filled;
}

/** A word that comes from an argument stands where the argument does. */
function withArgs(word: Token, args: readonly Token[], hasBrackets: boolean): readonly Token[] {
  const range = hasBrackets ? variadicRange(word.text, args.length) : undefined;
  if (range !== undefined)
    return args.slice(...range).map((arg) => ({ ...word, text: arg.text, isOpen: arg.isOpen }));
  const text = withArguments(word.text, args, hasBrackets);
  if (text === word.text) return [word];
  return [{ ...word, text, isOpen: word.isOpen || args.some((arg) => arg.isOpen) }];
}

/** Says of each word in turn whether it lies in a snippet that the imported text defines itself. */
function snippetWatch(startNesting: number): (before: Token | undefined, word: Token) => boolean {
  let nesting = startNesting;
  let index = 0;
  let mayDefine = false;
  let isInside = false;
  return (before, word) => {
    if (!isInside && nesting === 0) {
      index = before === undefined || isOnNewLine(before, word) ? 0 : index + 1;
      if (index === 0 && /^\(.+\)$/s.test(word.text)) mayDefine = true;
    }
    if (isOpenBrace(word)) {
      nesting++;
      if (index === 1 && mayDefine && nesting === 1) {
        isInside = true;
        mayDefine = false;
      }
    } else if (isCloseBrace(word)) {
      nesting--;
      if (nesting === 0) isInside = false;
    }
    return isInside;
  };
}
