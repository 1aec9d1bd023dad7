/** Milliseconds of one unit. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ["us", 0.001],
  ["ms", 1],
  ["s", 1_000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

/** What stands where a time belongs: milliseconds, or why HAProxy refuses it. */
export type ParsedTime =
  | { readonly kind: "time"; readonly ms: number }
  | { readonly kind: "error"; readonly message: string };

const LONGEST_MS = 0x80000000;

/** Reads a time as `parse_time_err` does (src/tools.c): whole numbers, milliseconds where no unit is given, rounded up. */
export function parseTime(text: string, unit: "ms" | "s" = "ms"): ParsedTime {
  const end = endOfDigits(text);
  if (end === 0) return { kind: "error", message: `unexpected character '${text.charAt(0)}'` };
  const rest = end === text.length ? unit : text.slice(end);
  const factor = UNITS.get(rest) ?? UNITS.get(/^(?:us|ms|[smhd])/.exec(rest)?.[0] ?? "");
  if (factor === undefined) return { kind: "error", message: `unexpected character '${rest.charAt(0)}'` };
  const ms = Math.ceil(Number(text.slice(0, end)) * factor);
  return ms >= LONGEST_MS
    ? {
        kind: "error",
        message: `timer overflow in argument '${text}' (maximum value is 2147483647 ms or ~24.8 days)`,
      }
    : { kind: "time", ms };
}

function endOfDigits(text: string): number {
  let at = 0;
  while (at < text.length && text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= NINE) at++;
  return at;
}

const ZERO = 48;
const NINE = 57;

/** Milliseconds, or undefined for what is no time. */
export function timeMs(text: string | undefined, unit: "ms" | "s" = "ms"): number | undefined {
  const parsed = text === undefined ? undefined : parseTime(text, unit);
  return parsed?.kind === "time" ? parsed.ms : undefined;
}
