import type { ConfigProblem } from "../../model/config.ts";
import { type Line, wordAt } from "./ast.ts";

/** What every part of the reader gets. */
export interface Reading {
  readonly version: string | undefined;
  /** It is known to be older than 2.7, so that what came later is unknown to it. */
  readonly isOld: boolean;
  /** From 3.3 on the name in a handshake follows the Host header by itself. */
  readonly sendsNames: boolean;
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
