/**
 * Times and sizes as nginx reads them (src/core/ngx_parse.c; nginx.org, "Configuration file measurement units").
 */

/** nginx counts in 64 bits; JavaScript is exact up to this, which is 285,000 years in milliseconds. */
const LARGEST = Number.MAX_SAFE_INTEGER;

/** Unit → place in the order in which units must stand, and milliseconds. */
const TIME_UNITS: ReadonlyMap<string, readonly [order: number, ms: number]> = new Map([
  ["y", [1, 365 * 86_400_000]],
  ["M", [2, 30 * 86_400_000]],
  ["w", [3, 7 * 86_400_000]],
  ["d", [4, 86_400_000]],
  ["h", [5, 3_600_000]],
  ["m", [6, 60_000]],
  ["s", [7, 1000]],
  ["ms", [8, 1]],
  [" ", [9, 1000]],
]);

/**
 * Milliseconds of a time like `30`, `1h30m`, `1500ms` or `1d 12h`: units from large to small, each at most once, a
 * bare number is seconds, a unit without a number counts nothing. Undefined for what nginx refuses. A directive that
 * keeps milliseconds refuses years and months, one that keeps whole seconds (`resolution` "s") refuses `ms`.
 */
export function parseTime(text: string, resolution: "ms" | "s" = "ms"): number | undefined {
  const seconds = plainSeconds(text);
  if (seconds !== undefined) return seconds * 1000;
  let lastOrder = resolution === "s" ? 0 : 2;
  let total = 0;
  let hasDigits = false;
  let at = 0;
  while (at < text.length) {
    const part = /(\d*)(ms|[yMwdhms ]|$)( *)/y;
    part.lastIndex = at;
    const [whole = "", digits = "", unit = ""] = part.exec(text) ?? [];
    if (whole === "") return undefined;
    hasDigits ||= digits !== "";
    const [order, ms] = TIME_UNITS.get(unit === "" ? "s" : unit) ?? [0, 0];
    if (unit !== "" && !mayFollow(order, lastOrder)) return undefined;
    if (unit === "ms" && resolution === "s") return undefined;
    if (unit !== "") lastOrder = order;
    total += Number(digits) * ms;
    if (total > LARGEST) return undefined;
    at += whole.length;
  }
  return hasDigits ? total : undefined;
}

/** What nearly every time in a config is: `30` or `30s`. */
function plainSeconds(text: string): number | undefined {
  const end = text.endsWith("s") ? text.length - 1 : text.length;
  if (end === 0 || end > 9) return undefined;
  let seconds = 0;
  for (let at = 0; at < end; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return undefined;
    seconds = seconds * 10 + digit;
  }
  return seconds;
}

/** A space ends a number as seconds, and only where seconds have not been before it. */
function mayFollow(order: number, last: number): boolean {
  return order === 9 ? last < 7 : order > last;
}

/** Bytes of a size like `512`, `8k` or `1m` (ngx_parse_size). `g` is refused, as nginx does outside file offsets. */
export function parseSize(text: string): number | undefined {
  const unit = SIZE_UNITS.get(text.charAt(text.length - 1));
  const digits = unit === undefined ? text : text.slice(0, -1);
  if (!/^\d+$/.test(digits)) return undefined;
  const bytes = Number(digits) * (unit ?? 1);
  return bytes > LARGEST ? undefined : bytes;
}

const SIZE_UNITS: ReadonlyMap<string, number> = new Map([
  ["k", 1024],
  ["K", 1024],
  ["m", 1024 * 1024],
  ["M", 1024 * 1024],
]);
