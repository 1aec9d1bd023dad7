import type { Value } from "../../../text/tree.ts";
import { get, numberOf } from "../message.ts";

/**
 * The share of each of several weighted clusters, in percent with one digit behind the point; what is not 0 is 0.1 at least.
 * Undefined where none has a weight.
 */
export function sharesOf(entries: readonly Value[]): (entry: Value) => number | undefined {
  const total = entries.reduce((sum, entry) => sum + weightOf(entry), 0);
  return (entry) => {
    const weight = weightOf(entry);
    if (total === 0) return undefined;
    return weight === 0 ? 0 : Math.max(1, Math.round((1000 * weight) / total)) / 10;
  };
}

function weightOf(entry: Value): number {
  return numberOf(get(entry, "weight")) ?? 0;
}

/** A share as the condition under which a route is taken. */
export function shareText(percent: number | undefined): string | undefined {
  return percent === undefined ? undefined : `${percent} % of them`;
}

/** All that decides whether a route is taken, in one text; undefined for nothing. */
export function allOf(...conditions: readonly (string | undefined)[]): string | undefined {
  const known = conditions.filter((one) => one !== undefined);
  return known.length === 0 ? undefined : known.join(" and ");
}
