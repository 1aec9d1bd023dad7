import { type Setting, written } from "../../model/source.ts";
import { entriesOf, fieldOf, itemsOf, kindOf, locationOf, scalarText, type Value } from "../../text/tree.ts";

/** A field of an object; undefined for null, which is what an absent field is to Go's decoder. */
export function get(value: Value | undefined, name: string): Value | undefined {
  const found = value === undefined ? undefined : fieldOf(value, name);
  return found === undefined || kindOf(found) === "null" ? undefined : found;
}

/** The field at the end of a way through objects. */
export function dig(value: Value | undefined, ...names: readonly string[]): Value | undefined {
  return names.reduce(get, value);
}

export function list(value: Value | undefined, name: string): readonly Value[] {
  const found = get(value, name);
  return found === undefined ? [] : itemsOf(found);
}

export function entries(value: Value | undefined): readonly (readonly [name: string, value: Value])[] {
  return value === undefined ? [] : entriesOf(value).map(([key, one]) => [scalarText(key) ?? "", one]);
}

/** "" counts as absent, as it does in Go. */
export function text(value: Value | undefined, name: string): string | undefined {
  const found = get(value, name);
  const word = found === undefined ? undefined : scalarText(found);
  return word === "" ? undefined : word;
}

export function texts(value: Value | undefined, name: string): readonly string[] {
  return list(value, name).flatMap((item) => scalarText(item) ?? []);
}

export function isTrue(value: Value | undefined, name: string): boolean {
  return text(value, name) === "true";
}

export function textSetting(value: Value | undefined, name: string): Setting<string> | undefined {
  const found = get(value, name);
  const word = text(value, name);
  return found === undefined || word === undefined ? undefined : written(word, locationOf(found));
}

/** 0 counts as absent. */
export function numberSetting(value: Value | undefined, name: string): Setting<number> | undefined {
  const word = textSetting(value, name);
  const number = Number(word?.value ?? "0");
  return word === undefined || number === 0 || !Number.isFinite(number)
    ? undefined
    : written(number, word.location);
}

/** Milliseconds; 0 counts as absent. */
export function durationSetting(value: Value | undefined, name: string): Setting<number> | undefined {
  const word = textSetting(value, name);
  const ms = word === undefined ? undefined : durationMs(word.value);
  return word === undefined || ms === undefined || ms === 0 ? undefined : written(ms, word.location);
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ["ns", 1e-6],
  ["us", 1e-3],
  ["µs", 1e-3],
  ["μs", 1e-3],
  ["ms", 1],
  ["s", 1_000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

/** A `caddy.Duration`: a number of nanoseconds, or what Go's `time.ParseDuration` takes, with `d` for days. */
export function durationMs(word: string): number | undefined {
  if (/^-?\d{1,20}$/.test(word)) return Number(word) / 1e6;
  if (word.length > 100 || !/^[-+]?(?:\d+(?:\.\d*)?(?:ns|us|µs|μs|ms|s|m|h|d))+$/.test(word))
    return undefined;
  let ms = 0;
  for (const [, number = "", unit = ""] of word.matchAll(/(\d+(?:\.\d*)?)(ns|us|µs|μs|ms|s|m|h|d)/g))
    ms += Number(number) * (UNITS.get(unit) ?? 0);
  return word.startsWith("-") ? -ms : ms;
}
