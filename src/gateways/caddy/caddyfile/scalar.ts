import { decimal, truth, wholeNumber } from "./go-values.ts";
import { boolean, type Json, number, text } from "./json.ts";
import { isQuoted, type Token } from "./token.ts";

/** A word as a number or a truth value where it reads as one and stands in no quotes (`ScalarVal`). */
export function scalar(word: Token): Json {
  if (isQuoted(word)) return text(word, word.text);
  const value = wholeNumber(word.text) ?? decimal(word.text);
  if (value !== undefined) return number(word, value);
  const isTrue = truth(word.text);
  return isTrue === undefined ? text(word, word.text) : boolean(word, isTrue);
}

/** A status, which may be a placeholder: a number where it reads as one (`WeakString`). */
export function statusCode(word: Token): Json {
  const code = /^\d+$/.test(word.text) ? wholeNumber(word.text) : undefined;
  return code === undefined ? text(word, word.text) : number(word, code);
}
