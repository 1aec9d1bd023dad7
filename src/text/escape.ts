import { mapStrings, remembered } from "./map-strings.ts";

/**
 * What a terminal, a viewer or a reader may take for something else than text: C0 and C1 controls and DEL, line and
 * paragraph separators, direction marks, overrides and isolates (Unicode UAX 9), characters without width, tags, and
 * halves of surrogate pairs.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}\p{Cs}]|\u034f|\u17b4|\u17b5/gu;

const SHORT = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** Shows what is not plain text as `\n`, `\x1b`, `\u202e` or `\u{e0041}`. Doing it twice changes nothing more. */
export function escapeControls(text: string): string {
  return text.replace(UNSAFE, shown);
}

/** Every string of a value with its controls shown. */
export function escapeValue<T>(value: T): T {
  return mapStrings(value, remembered(escapeControls));
}

function shown(character: string): string {
  const short = SHORT.get(character);
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, "0")}`;
  return code > 0xffff ? `\\u{${digits}}` : `\\u${digits.padStart(4, "0")}`;
}
