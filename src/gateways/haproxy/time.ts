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
  const [, digits, rest = ""] = /^(\d+)(.*)$/s.exec(text) ?? [];
  if (digits === undefined) return { kind: "error", message: `unexpected character '${text.charAt(0)}'` };
  const factor = UNITS.get(rest === "" ? unit : (/^(?:us|ms|[smhd])/.exec(rest)?.[0] ?? ""));
  if (factor === undefined) return { kind: "error", message: `unexpected character '${rest.charAt(0)}'` };
  const ms = Math.ceil(Number(digits) * factor);
  return ms >= LONGEST_MS
    ? {
        kind: "error",
        message: `timer overflow in argument '${text}' (maximum value is 2147483647 ms or ~24.8 days)`,
      }
    : { kind: "time", ms };
}

/** Milliseconds, or undefined for what is no time. */
export function timeMs(text: string | undefined, unit: "ms" | "s" = "ms"): number | undefined {
  const parsed = text === undefined ? undefined : parseTime(text, unit);
  return parsed?.kind === "time" ? parsed.ms : undefined;
}
