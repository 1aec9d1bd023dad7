import type { Token } from "./token.ts";

/** Which arguments of an import `{args[from:to]}` stands for; undefined for a word that is none, or out of bounds. */
export function variadicRange(word: string, count: number): readonly [from: number, to: number] | undefined {
  const [, from, to] = /^\{args\[([^}:]*):([^{:]*)\]\}$/.exec(word) ?? [];
  if (from === undefined || to === undefined) return undefined;
  if (!/^(?:[+-]?\d+)?$/.test(from) || !/^(?:[+-]?\d+)?$/.test(to)) return undefined;
  const start = from === "" ? 0 : Number(from);
  const end = to === "" ? count : Number(to);
  return start < 0 || start > end || end > count ? undefined : [start, end];
}

/** Puts in `{args[0]}` and the older `{args.0}`; what is out of bounds stays as it is written. */
export function withArguments(word: string, args: readonly Token[], hasBrackets: boolean): string {
  if (!word.includes("{args")) return word;
  return word.replace(
    /(\\?)\{args(?:\.([^{}[\]]+)|\[([^{}]+)\])\}/g,
    (whole, backslash, dotted, bracketed) => {
      if (backslash !== "" || (bracketed !== undefined && !hasBrackets)) return whole;
      const index = dotted ?? bracketed;
      return /^[+-]?\d+$/.test(index) ? (args[Number(index)]?.text ?? whole) : whole;
    },
  );
}
