import type { Origin } from "../../../text/tree.ts";

/** A value of the JSON that a Caddyfile stands for, with the place of the word that it comes from. */
export type Json = JsonMap | JsonList | JsonText | JsonNumber | JsonBoolean | JsonNull;

export interface JsonMap {
  readonly kind: "map";
  readonly at: Origin;
  readonly fields: Map<string, Json>;
}

export interface JsonList {
  readonly kind: "list";
  readonly at: Origin;
  readonly items: Json[];
}

interface JsonText {
  readonly kind: "text";
  readonly at: Origin;
  readonly value: string;
}

interface JsonNumber {
  readonly kind: "number";
  readonly at: Origin;
  /** Durations of Caddy are nanoseconds, which a double does not hold beyond a hundred days. */
  readonly value: number | bigint;
}

interface JsonBoolean {
  readonly kind: "boolean";
  readonly at: Origin;
  readonly value: boolean;
}

interface JsonNull {
  readonly kind: "null";
  readonly at: Origin;
}

export function map(at: Origin, fields: Readonly<Record<string, Json | undefined>> = {}): JsonMap {
  const made: JsonMap = { kind: "map", at, fields: new Map() };
  for (const [key, value] of Object.entries(fields)) put(made, key, value);
  return made;
}

export function list(at: Origin, items: readonly Json[]): JsonList {
  return { kind: "list", at, items: [...items] };
}

export function text(at: Origin, value: string): JsonText {
  return { kind: "text", at, value };
}

export function number(at: Origin, value: number | bigint): JsonNumber {
  return { kind: "number", at, value };
}

export function boolean(at: Origin, value: boolean): JsonBoolean {
  return { kind: "boolean", at, value };
}

/** Every word as a text; undefined where there is none, as Caddy leaves out empty lists. */
export function texts(words: readonly (Origin & { readonly text: string })[]): JsonList | undefined {
  const [first] = words;
  return (
    first &&
    list(
      first,
      words.map((word) => text(word, word.text)),
    )
  );
}

/** Sets a field, unless its value is one that Caddy leaves out of its JSON: an empty text or list, zero, false. */
export function put(into: JsonMap, key: string, value: Json | undefined): void {
  if (value !== undefined && !isEmpty(value)) into.fields.set(key, value);
  else into.fields.delete(key);
}

/** Sets a field whatever it holds. */
export function putAlways(into: JsonMap, key: string, value: Json): void {
  into.fields.set(key, value);
}

/** The map under a key, made if there is none. */
export function mapIn(into: JsonMap, key: string, at: Origin): JsonMap {
  const known = into.fields.get(key);
  if (known?.kind === "map") return known;
  const made = map(at);
  into.fields.set(key, made);
  return made;
}

/** The list under a key, made if there is none. */
export function listIn(into: JsonMap, key: string, at: Origin): JsonList {
  const known = into.fields.get(key);
  if (known?.kind === "list") return known;
  const made = list(at, []);
  into.fields.set(key, made);
  return made;
}

/** The text under a key; an empty one where there is none. */
export function textIn(from: JsonMap | undefined, key: string): string {
  const value = from?.fields.get(key);
  return value?.kind === "text" ? value.value : "";
}

/** The items of the list under a key. */
export function itemsIn(from: JsonMap | undefined, key: string): readonly Json[] {
  const value = from?.fields.get(key);
  return value?.kind === "list" ? value.items : [];
}

/** Whether two values say the same, wherever they were written. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  switch (a.kind) {
    case "map":
      return b.kind === "map" && isSameMap(a, b);
    case "list":
      return (
        b.kind === "list" &&
        a.items.length === b.items.length &&
        a.items.every((item, index) => isSame(item, b.items[index]))
      );
    case "null":
      return b.kind === "null";
    default:
      return b.kind === a.kind && a.value === b.value;
  }
}

function isSameMap(a: JsonMap, b: JsonMap): boolean {
  if (a.fields.size !== b.fields.size) return false;
  for (const [key, value] of a.fields) if (!isSame(value, b.fields.get(key))) return false;
  return true;
}

/** A copy that can be changed without changing the other. */
export function copyOf(value: JsonMap): JsonMap {
  const fields = [...value.fields].map(([key, field]) => [key, deepCopy(field)] as const);
  return { kind: "map", at: value.at, fields: new Map(fields) };
}

function deepCopy(value: Json): Json {
  if (value.kind === "map") return copyOf(value);
  if (value.kind === "list") return list(value.at, value.items.map(deepCopy));
  return value;
}

function isEmpty(value: Json): boolean {
  switch (value.kind) {
    case "text":
      return value.value === "";
    case "number":
      return Number(value.value) === 0;
    case "boolean":
      return !value.value;
    case "list":
      return value.items.length === 0;
    case "map":
    case "null":
      return false;
  }
}
