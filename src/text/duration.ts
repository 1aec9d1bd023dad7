const UNITS: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

/**
 * Milliseconds of a duration as it stands on uhc's own command line: `500ms`, `2s`, `1.5s`, `5m`, `1h`, `2d`. A bare
 * number is refused: it would be seconds for some and milliseconds for others. Undefined for anything else.
 */
export function parseDuration(text: string): number | undefined {
  const [, digits, unit = ""] = /^(\d{1,12}(?:\.\d{1,6})?)(ms|s|m|h|d)$/.exec(text) ?? [];
  const factor = UNITS.get(unit);
  if (digits === undefined || factor === undefined) return undefined;
  const ms = Math.round(Number(digits) * factor);
  return Number.isSafeInteger(ms) ? ms : undefined;
}
