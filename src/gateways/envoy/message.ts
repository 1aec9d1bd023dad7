import { assumed, type Location, type Setting, written } from "../../model/source.ts";
import {
  entriesOf,
  fieldInEitherCase,
  fieldOf,
  itemsOf,
  kindOf,
  locationOf,
  scalarText,
  type Value,
} from "../../text/tree.ts";

/** A field of a message by its name in the API, `connect_timeout`; also found as `connectTimeout`. Null stands for none. */
export function get(message: Value | undefined, name: string): Value | undefined {
  if (message === undefined) return undefined;
  const found = fieldInEitherCase(message, name);
  return found === undefined || kindOf(found) === "null" ? undefined : found;
}

/** The field at the end of a way through messages. */
export function dig(message: Value | undefined, ...names: readonly string[]): Value | undefined {
  return names.reduce(get, message);
}

/** The items of a repeated field; a lone value stands for a list of one, as the parser of protocol buffers takes it. */
export function list(message: Value | undefined, name: string): readonly Value[] {
  const found = get(message, name);
  if (found === undefined) return [];
  return kindOf(found) === "list" ? itemsOf(found) : [found];
}

export function entries(message: Value | undefined): readonly (readonly [name: string, value: Value])[] {
  return message === undefined
    ? []
    : entriesOf(message).map(([key, value]) => [scalarText(key) ?? "", value] as const);
}

export function text(message: Value | undefined, name: string): string | undefined {
  const found = get(message, name);
  return found === undefined ? undefined : scalarText(found);
}

/** The word of an enumeration in capitals: the parser of protocol buffers does not mind their case. */
export function word(message: Value | undefined, name: string): string | undefined {
  return text(message, name)?.toUpperCase();
}

/** A number, also in quotes, as 64-bit numbers are written; also the `value` of a wrapper that is written out. */
export function numberOf(value: Value | undefined): number | undefined {
  const inner = value !== undefined && kindOf(value) === "map" ? get(value, "value") : value;
  const digits = inner === undefined ? undefined : scalarText(inner);
  const number = digits === undefined || digits.trim() === "" ? Number.NaN : Number(digits);
  return Number.isFinite(number) ? number : undefined;
}

export function booleanOf(value: Value | undefined): boolean | undefined {
  const inner = value !== undefined && kindOf(value) === "map" ? get(value, "value") : value;
  const word = inner === undefined ? undefined : scalarText(inner)?.toLowerCase();
  return word === "true" || word === "false" ? word === "true" : undefined;
}

/** Milliseconds of a `google.protobuf.Duration`: "0.25s", or `seconds` and `nanos` written out. */
export function durationOf(value: Value | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (kindOf(value) === "map") {
    const seconds = numberOf(get(value, "seconds")) ?? 0;
    return seconds * 1000 + (numberOf(get(value, "nanos")) ?? 0) / 1e6;
  }
  const [, digits] = /^(-?\d{1,15}(?:\.\d{1,9})?)s$/.exec(scalarText(value) ?? "") ?? [];
  return digits === undefined ? undefined : Number(digits) * 1000;
}

/** A setting with Envoy's default where the field is absent, or holds nothing that can be read. */
function setting<T>(
  value: Value | undefined,
  read: (value: Value) => T | undefined,
  otherwise: T,
  actsOn: Location,
) {
  const found = value === undefined ? undefined : read(value);
  return value === undefined || found === undefined
    ? assumed(otherwise, actsOn)
    : written(found, locationOf(value));
}

export function durationSetting(
  message: Value | undefined,
  name: string,
  otherwiseMs: number,
  actsOn: Location,
): Setting<number> {
  return setting(get(message, name), durationOf, otherwiseMs, actsOn);
}

export function numberSetting(
  message: Value | undefined,
  name: string,
  otherwise: number,
  actsOn: Location,
): Setting<number> {
  return setting(get(message, name), numberOf, otherwise, actsOn);
}

export function textSetting(message: Value | undefined, name: string): Setting<string> | undefined {
  const found = get(message, name);
  const value = found === undefined ? undefined : scalarText(found);
  return found === undefined || value === undefined ? undefined : written(value, locationOf(found));
}

/** Where the message is named, for reports: its `name`, else where it begins. */
export function placeOf(message: Value, name = "name"): Location {
  return locationOf(get(message, name) ?? message);
}

/** What an extension is configured with: `typed_config`, and `config` in files of API v2. */
export function extensionConfig(message: Value | undefined): Value | undefined {
  return get(message, "typed_config") ?? get(message, "config");
}

/** "…v3.HttpConnectionManager" of a type URL, without its package: "HttpConnectionManager". */
export function typeName(message: Value | undefined): string {
  const url = message === undefined ? "" : (scalarText(fieldOf(message, "@type") ?? message) ?? "");
  return url.slice(Math.max(url.lastIndexOf("."), url.lastIndexOf("/")) + 1);
}
