import { groupedDigits } from "../model/grouped-digits.ts";
import type { LogAccount } from "../model/report.ts";

/**
 * "4,907, of which 187 got 5xx (3.8 %): 180 made by the gateway, 7 by an upstream", over all access logs; undefined where
 * none was read.
 */
export function requestsSentence({ places }: LogAccount): string | undefined {
  const total = sum(places.map(({ requests }) => requests ?? 0));
  const failed = sum(places.map(({ failedRequests }) => failedRequests ?? 0));
  if (total === 0) return undefined;
  const all = groupedDigits(total);
  if (failed === 0) return `${all}, of which none got 5xx`;
  const makers = [
    ["made by the gateway", sum(places.map(({ madeBy }) => madeBy.gateway))],
    ["made by an upstream", sum(places.map(({ madeBy }) => madeBy.upstream))],
    ["of unknown origin", sum(places.map(({ madeBy }) => madeBy.unknown))],
  ] as const;
  const told = makers
    .filter(([, count]) => count > 0)
    .map(([words, count]) => `${groupedDigits(count)} ${words}`);
  return `${all}, of which ${groupedDigits(failed)} got 5xx (${share(failed, total)}): ${told.join(", ")}`;
}

/** "3.4 %"; never "0 %" of something. */
export function share(part: number, whole: number): string {
  const percent = Math.round((part / whole) * 1_000) / 10;
  return percent === 0 ? "< 0.1 %" : `${percent} %`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
