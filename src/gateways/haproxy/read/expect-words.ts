import type { Line } from "../ast.ts";

/** What an `expect` rule of `tcp-check` or `http-check` says, each word in its place. */
export interface ExpectWords {
  /** "string", "rbinary", "hdr"; empty where none stands. */
  readonly kind: string;
  readonly isNegated: boolean;
  /** The word behind the kind. */
  readonly pattern: string;
  readonly index: number;
  /** `min-recv`; undefined for -1, the default. */
  readonly minBytes: number | undefined;
  readonly comment: string | undefined;
}

/** Words with a value behind them that say nothing of what is matched. */
const WITH_VALUE = new Set([
  "comment",
  "min-recv",
  "ok-status",
  "error-status",
  "tout-status",
  "on-success",
  "on-error",
  "status-code",
]);

/** Options may stand before the pattern and behind it; `!` stands for itself or is written to the kind (parse_tcpcheck_expect). */
export function expectWords({ words }: Line): ExpectWords {
  const options = new Map<string, string>();
  let [kind, pattern, index, isNegated] = ["", "", 2, false];
  for (let at = 2; at < words.length; at++) {
    const word = words[at] ?? "";
    const bare = word.replace(/^!+/, "");
    if (WITH_VALUE.has(word)) options.set(word, words[++at] ?? "");
    else {
      if ((word.length - bare.length) % 2 === 1) isNegated = !isNegated;
      if (bare === "" || kind !== "") continue;
      index = ++at;
      [kind, pattern] = [bare, words[at] ?? ""];
    }
  }
  const least = Number(options.get("min-recv") ?? -1);
  const minBytes = Number.isInteger(least) && least >= 0 ? least : undefined;
  return { kind, isNegated, pattern, index, minBytes, comment: options.get("comment") };
}
