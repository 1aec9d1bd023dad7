import { assumed, type Setting, written } from "../../../model/source.ts";
import type { Directive } from "../ast.ts";
import { nearest, type Place, valueLocation } from "../context.ts";
import { parseSize, parseTime } from "../units.ts";

/** A duration in milliseconds. */
export function timeSetting(place: Place, name: string, defaultMs: number): Setting<number> {
  return parsedSetting(place, name, defaultMs, parseTime, invalidValue);
}

/** The same, with a setting in the place of its default. */
export function timeSettingOr(place: Place, name: string, otherwise: Setting<number>): Setting<number> {
  return scalar(place, name) === undefined ? otherwise : timeSetting(place, name, otherwise.value);
}

/** A size in bytes. */
export function sizeSetting(place: Place, name: string, defaultBytes: number): Setting<number> {
  return parsedSetting(place, name, defaultBytes, parseSize, invalidValue);
}

export function numberSetting(place: Place, name: string, otherwise: number): Setting<number> {
  return parsedSetting(place, name, otherwise, parseCount, invalidNumber);
}

/** `on` or `off`, in any case (ngx_conf_set_flag_slot). */
export function flagSetting(place: Place, name: string, otherwise: boolean): Setting<boolean> {
  return parsedSetting(place, name, otherwise, parseFlag, invalidFlag);
}

/** The first argument as it stands. */
export function textSetting(place: Place, name: string): Setting<string> | undefined {
  const directive = scalar(place, name);
  const word = directive?.word(0);
  return word === undefined ? undefined : written(word.text, word.location);
}

/** The directive in effect that may stand only once in a block; a second one is what nginx refuses. */
export function scalar(place: Place, name: string): Directive | undefined {
  if (!place.reading.mentions(name)) return undefined;
  const lines = nearest(place.scope, name);
  const first = lines[0];
  const second = lines[1];
  if (first !== undefined && first.word(0) === undefined)
    refuse(place, first, `invalid number of arguments in "${name}" directive`);
  if (second !== undefined) refuse(place, second, `"${name}" directive is duplicate`);
  return first;
}

/** Reports what nginx says when it will not load the config for this line's sake. */
export function refuse(place: Pick<Place, "reading">, directive: Directive, message: string, word = 0): void {
  place.reading.report({
    cause: "config-syntax-error",
    message,
    location: valueLocation(directive, word),
    refusesConfig: true,
    about: undefined,
  });
}

/** Digits alone, as ngx_atoi reads them. */
export function parseCount(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

const invalidValue = (_: string, name: string): string => `"${name}" directive invalid value`;
const invalidNumber = (_: string, name: string): string => `"${name}" directive invalid number`;
const invalidFlag = (text: string, name: string): string =>
  `invalid value "${text}" in "${name}" directive, it must be "on" or "off"`;
const parseFlag = (text: string): boolean | undefined => FLAGS.get(text.toLowerCase());

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ["on", true],
  ["off", false],
]);

function parsedSetting<T>(
  place: Place,
  name: string,
  otherwise: T,
  parse: (text: string) => T | undefined,
  complaint: (text: string, name: string) => string,
): Setting<T> {
  const directive = scalar(place, name);
  const word = directive?.word(0);
  if (directive === undefined || word === undefined) return assumed(otherwise, place.actsOn);
  const value = parse(word.text);
  if (value !== undefined) return written(value, word.location);
  refuse(place, directive, complaint(word.text, name));
  return assumed(otherwise, word.location);
}
