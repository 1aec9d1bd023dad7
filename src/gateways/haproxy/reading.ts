import type { ConfigProblem } from "../../model/config.ts";
import { type Line, wordAt } from "./ast.ts";

/** What every part of the reader gets. */
export interface Reading {
  readonly version: string | undefined;
  readonly report: (problem: ConfigProblem) => void;
  readonly note: (sentence: string) => void;
}

/** Reports what HAProxy refuses a config for, in its own words where it has any. */
export function refuse(
  reading: Pick<Reading, "report">,
  line: Line,
  message: string,
  index = 0,
  about?: string,
): void {
  reading.report({
    cause: "config-syntax-error",
    message,
    location: wordAt(line, index),
    refusesConfig: true,
    about,
  });
}
