import type { Location } from "../../../model/source.ts";
import { type Origin, type PlacedText, placeOf } from "../../../text/tree.ts";

/** A word of a Caddyfile, and where it stands. */
export interface Token extends Origin {
  readonly text: string;
  /** The line as Caddy counts it: after the variables of the environment were put in. */
  readonly line: number;
  /** What encloses it; `<` stands for a heredoc. */
  readonly quote: "" | '"' | "`" | "<";
  /** The imports through which it came, outermost last. */
  readonly imports: readonly string[];
  /** The snippet that it was defined in. */
  readonly snippet: string;
  /** It holds a variable of the environment whose value is not known here. */
  readonly isOpen: boolean;
}

/** The token that stands for the whole of a file, for values that no word sets. */
export function startOf(source: PlacedText): Token {
  return { source, offset: 0, text: "", line: 1, quote: "", imports: [], snippet: "", isOpen: false };
}

export function isOpenBrace(token: Token | undefined): boolean {
  return token?.text === "{" && token.quote === "";
}

export function isCloseBrace(token: Token | undefined): boolean {
  return token?.text === "}" && token.quote === "";
}

export function isQuoted({ quote }: Token): boolean {
  return quote !== "";
}

export function locationOfToken(token: Token): Location {
  return placeOf(token);
}

/**
 * Whether a token begins a line of its own behind another one. Words of another file, or that came by another import, do
 * (`isNextOnNewLine`, caddyconfig/caddyfile/lexer.go).
 */
export function isOnNewLine(before: Token, token: Token): boolean {
  if (before.source.file !== token.source.file) return true;
  if (before.imports.length !== token.imports.length) return true;
  if (before.imports !== token.imports && before.imports.some((one, at) => one !== token.imports[at]))
    return true;
  return before.line + lineBreaks(before) < token.line;
}

function lineBreaks({ text, quote }: Token): number {
  if (quote === "") return 0;
  let count = quote === "<" ? 2 : 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
