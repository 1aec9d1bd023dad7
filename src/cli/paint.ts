import type { Line, Style } from "../report/style.ts";
import { plainText } from "../report/style.ts";
import type { Output } from "./environment.ts";

export type ColorChoice = "auto" | "always" | "never";

/**
 * Whether a stream gets colour: what the flag says, else FORCE_COLOR, else NO_COLOR, else a terminal that can. As in
 * Node.js, FORCE_COLOR wins over NO_COLOR; an empty NO_COLOR says nothing (no-color.org).
 */
export function wantsColor(
  stream: Output,
  choice: ColorChoice,
  variables: Readonly<Record<string, string | undefined>>,
): boolean {
  if (choice !== "auto") return choice === "always";
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: terminal } = variables;
  if (force !== undefined) return force !== "0" && force !== "false";
  if (no !== undefined && no !== "") return false;
  return terminal !== "dumb" && stream.isTTY;
}

/** Turns a page into the text for a stream. Chalk is loaded for colour alone, and never decides about it by itself. */
export async function paint(lines: readonly Line[], inColor: boolean): Promise<string> {
  if (!inColor) return plainText(lines);
  const { Chalk } = await import("chalk");
  const chalk = new Chalk({ level: 1 });
  const paints = {
    plain: (text) => text,
    strong: chalk.bold,
    quiet: chalk.dim,
    good: chalk.green,
    warning: chalk.yellow,
    bad: chalk.red.bold,
    id: chalk.dim,
    command: chalk.cyan,
  } as const satisfies Record<Style, (text: string) => string>;
  return lines
    .map(
      (spans) =>
        `${spans.map(({ text, style }) => (text.trim() === "" ? text : paints[style](text))).join("")}\n`,
    )
    .join("");
}
