import type { Dispenser } from "./dispenser.ts";
import { boolean, type JsonMap, listIn, map, mapIn, put, putAlways, text } from "./json.ts";
import { canonicalHeader } from "./matchers/fields.ts";
import { addWords } from "./subdirectives.ts";
import type { Token } from "./token.ts";

export interface HeaderChange {
  readonly field: Token;
  readonly value: Token | undefined;
  readonly replacement: Token | undefined;
}

/**
 * Adds a change of a header field: `+` adds, `-` deletes, `?` sets what is missing, `>` sets later (`applyHeaderOp`,
 * modules/caddyhttp/headers/caddyfile.go). The last two are for responses, as is `deferred`.
 */
export function addHeaderChange(
  d: Dispenser,
  ops: JsonMap,
  { field, value, replacement }: HeaderChange,
  isResponse: boolean,
): void {
  const name = field.text;
  const defer = (): void => {
    if (isResponse) put(ops, "deferred", boolean(field, true));
  };
  const set = (key: string): void => {
    const at = value ?? field;
    const items = { kind: "list" as const, at, items: [text(at, value?.text ?? "")] };
    putAlways(mapIn(ops, "set", field), canonicalHeader(key), items);
  };
  if (name.startsWith("+"))
    addWords(mapIn(ops, "add", field), canonicalHeader(name.slice(1)), [value ?? { ...field, text: "" }]);
  else if (name.startsWith("-")) {
    listIn(ops, "delete", field).items.push(text(field, name.slice(1)));
    defer();
  } else if (name.startsWith("?")) {
    if (!isResponse)
      d.refuse(
        `${name}: the default header modifier ('?') can only be used on response headers; for conditional manipulation of request headers, use matchers`,
      );
    const headers = mapIn(mapIn(ops, "require", field), "headers", field);
    putAlways(headers, name.slice(1), { kind: "null", at: field });
    set(name.slice(1));
  } else if (replacement !== undefined) {
    if (name.startsWith(">")) defer();
    const made = map(value ?? field);
    put(made, "search_regexp", text(value ?? field, value?.text ?? ""));
    put(made, "replace", text(replacement, replacement.text));
    listIn(mapIn(ops, "replace", field), name.replace(/^[+\-?>]+/, ""), field).items.push(made);
  } else if (name.startsWith(">")) {
    set(name.slice(1));
    defer();
  } else set(name);
}
