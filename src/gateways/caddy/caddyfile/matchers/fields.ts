import type { Dispenser } from "../dispenser.ts";
import { type Json, type JsonMap, map, put, putAlways, text } from "../json.ts";
import { addWords } from "../subdirectives.ts";
import { type Matcher, noBlock } from "./matcher.ts";

/** `query key=value …` */
export const query: Matcher = (d) => {
  const into = map(d.token());
  while (d.next()) {
    for (const word of d.remaining()) {
      if (word.text === "") continue;
      const equals = word.text.indexOf("=");
      if (equals < 0) d.refuse(`malformed query matcher token: ${d.value()}; must be in param=val format`);
      addWords(into, word.text.slice(0, equals), [{ ...word, text: word.text.slice(equals + 1) }]);
    }
    noBlock(d, "query");
  }
  return into;
};

/** `header Field value`, `header !Field` */
export const header: Matcher = (d) => {
  const into = map(d.token());
  while (d.next()) {
    if (!d.nextArg()) d.refuse("malformed header matcher: expected field");
    const field = d.token();
    if (field.text.startsWith("!")) {
      if (field.text.length === 1)
        d.refuse("malformed header matcher: must have field name following ! character");
      putAlways(into, field.text.slice(1), { kind: "null", at: field });
      if (d.nextArg()) d.refuse("malformed header matcher: null matching headers cannot have a field value");
    } else {
      if (!d.nextArg()) d.refuse("malformed header matcher: expected both field and value");
      addWords(into, canonicalHeader(field.text), [d.token()]);
    }
    noBlock(d, "header");
  }
  return into;
};

/** `textproto.CanonicalMIMEHeaderKey`: what is no name of a field stays as it is written. */
export function canonicalHeader(field: string): string {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(field)) return field;
  return field.toLowerCase().replace(/(^|-)([a-z])/g, (_, dash, letter) => dash + letter.toUpperCase());
}

/** `vars name value…` */
export const vars: Matcher = (d) => {
  const into = map(d.token());
  while (d.next()) {
    if (!d.nextArg()) d.refuse("malformed vars matcher: expected field name");
    const field = d.token();
    const values = d.remaining();
    if (values.length === 0) d.refuse("malformed vars matcher: expected at least one value to match against");
    addWords(into, field.text, values);
    noBlock(d, "vars");
  }
  return into;
};

/** `header_regexp [name] field pattern` and `vars_regexp` */
export function fieldPattern(kind: string): Matcher {
  return (d, name) => {
    const into = map(d.token());
    while (d.next()) {
      const first = d.argument();
      const second = d.argument();
      const third = d.nextArg() ? d.token() : undefined;
      const field = third === undefined ? first : second;
      if (kind === "header_regexp" && into.fields.has(field.text))
        d.refuse(
          `header_regexp matcher can only be used once per named matcher, per header field: ${field.text}`,
        );
      const own = third === undefined || first.text === "" ? name : first.text;
      putAlways(into, field.text, pattern(third ?? second, own));
      noBlock(d, kind);
    }
    return into;
  };
}

/** `path_regexp [name] pattern` */
export const pathPattern: Matcher = (d, name) => {
  let made: JsonMap | undefined;
  const at = d.token();
  while (d.next()) {
    if (made !== undefined) d.refuse("regular expression can only be used once per named matcher");
    const words = d.remaining();
    const [first, second] = words;
    if (first === undefined || words.length > 2) return d.wrongCount();
    made = pattern(second ?? first, (second === undefined ? "" : first.text) || name);
    noBlock(d, "path_regexp");
  }
  return made ?? map(at);
};

function pattern(at: ReturnType<Dispenser["token"]>, name: string): JsonMap {
  const made = map(at);
  put(made, "name", text(at, name));
  const value: Json = text(at, at.text);
  putAlways(made, "pattern", value);
  return made;
}
