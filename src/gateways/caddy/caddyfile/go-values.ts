/** `strconv.Atoi`: a whole number with an optional sign. */
export function wholeNumber(word: string): number | undefined {
  if (!/^[+-]?\d{1,18}$/.test(word)) return undefined;
  return Number(word);
}

const NANOSECONDS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3_600e9,
  d: 86_400e9,
};

/** `caddy.ParseDuration`: Go's durations, and days; in nanoseconds. */
export function nanoseconds(word: string): bigint | undefined {
  const [, sign, rest] = /^([+-]?)(.+)$/s.exec(word) ?? [];
  if (rest === undefined || word.length > 1_024) return undefined;
  if (rest === "0") return 0n;
  let sum = 0n;
  let at = 0;
  const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h|d)/gy;
  for (let found = part.exec(rest); found !== null; found = part.exec(rest)) {
    const [whole, amount = "", unit = ""] = found;
    const factor = NANOSECONDS[unit] ?? 0;
    const [integer = "", fraction = ""] = amount.split(".");
    sum += BigInt(integer === "" ? 0 : integer) * BigInt(factor);
    if (fraction !== "") sum += BigInt(Math.trunc(Number(`0.${fraction}`) * factor));
    at += whole.length;
  }
  if (at !== rest.length || sum > 9_223_372_036_854_775_807n) return undefined;
  return sign === "-" ? -sum : sum;
}

const BYTES: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  k: 1e3,
  kb: 1e3,
  ki: 1_024,
  kib: 1_024,
  m: 1e6,
  mb: 1e6,
  mi: 1_024 ** 2,
  mib: 1_024 ** 2,
  g: 1e9,
  gb: 1e9,
  gi: 1_024 ** 3,
  gib: 1_024 ** 3,
  t: 1e12,
  tb: 1e12,
  ti: 1_024 ** 4,
  tib: 1_024 ** 4,
  p: 1e15,
  pb: 1e15,
  pi: 1_024 ** 5,
  pib: 1_024 ** 5,
  e: 1e18,
  eb: 1e18,
  ei: 1_024 ** 6,
  eib: 1_024 ** 6,
};

/** `humanize.ParseBytes` (dustin/go-humanize): units of a thousand unless there is an i in them. */
export function byteCount(word: string): number | undefined {
  const [, amount = "", unit = ""] = /^([\d.,]*)(.*)$/s.exec(word) ?? [];
  const value = Number(amount.replaceAll(",", ""));
  const factor = BYTES[unit.trim().toLowerCase()];
  if (amount === "" || Number.isNaN(value) || factor === undefined) return undefined;
  const bytes = value * factor;
  return bytes >= 2 ** 64 ? undefined : Math.trunc(bytes);
}

/** `strconv.ParseBool`. */
export function truth(word: string): boolean | undefined {
  if (["1", "t", "T", "true", "TRUE", "True"].includes(word)) return true;
  if (["0", "f", "F", "false", "FALSE", "False"].includes(word)) return false;
  return undefined;
}

/** `strconv.ParseFloat`, of decimal numbers. */
export function decimal(word: string): number | undefined {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(word) ? Number(word) : undefined;
}
