/** What a piece of text is. The cli decides which colour that is, if any; nothing may be said by the style alone. */
export type Style = "plain" | "strong" | "quiet" | "good" | "warning" | "bad" | "id" | "command";

export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** One line of a page, without its line end. */
export type Line = readonly Span[];

export function span(text: string, style: Style = "plain"): Span {
  return { text, style };
}

export const EMPTY_LINE: Line = [];

/** The page without any style. */
export function plainText(lines: readonly Line[]): string {
  return lines
    .map(
      (spans) =>
        `${spans
          .map((part) => part.text)
          .join("")
          .trimEnd()}\n`,
    )
    .join("");
}
