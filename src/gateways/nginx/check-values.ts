import type { DirectiveForm } from "./directive-rules.ts";
import { parseSize, parseTime } from "./units.ts";

/**
 * What nginx says of the value of a directive whose setter is one of its standard ones (src/core/ngx_conf_file.c,
 * ngx_conf_set_*_slot); undefined where it takes it.
 */
export function valueProblem(
  form: DirectiveForm,
  name: string,
  texts: readonly string[],
): string | undefined {
  const [text = ""] = texts;
  switch (form.value) {
    case "plain":
    case "once":
      return undefined;
    case "flag":
      return /^(?:on|off)$/i.test(text)
        ? undefined
        : `invalid value "${text}" in "${name}" directive, it must be "on" or "off"`;
    case "number":
      return /^\d{1,18}$/.test(text) ? undefined : `"${name}" directive invalid number`;
    case "size":
      return parseSize(text) === undefined ? invalid(name) : undefined;
    case "offset":
      return /^\d{1,18}[kmg]?$/i.test(text) ? undefined : invalid(name);
    case "time":
      return parseTime(text) === undefined ? invalid(name) : undefined;
    case "seconds":
      return parseTime(text, "s") === undefined ? invalid(name) : undefined;
    case "buffers":
      return isCount(text) && (parseSize(texts[1] ?? "") ?? 0) > 0 ? undefined : invalid(name);
    case "choice":
      return form.allowed.has(text.toLowerCase()) ? undefined : `invalid value "${text}"`;
    case "choices":
      return wrongChoice(form, texts);
  }
}

/** Which of the values is the wrong one, from 0 on. */
export function wrongValue(form: DirectiveForm, texts: readonly string[]): number {
  if (form.value !== "choices") return 0;
  return Math.max(
    0,
    texts.findIndex((text) => !form.allowed.has(text.toLowerCase())),
  );
}

function wrongChoice(form: DirectiveForm, texts: readonly string[]): string | undefined {
  const wrong = texts.find((text) => !form.allowed.has(text.toLowerCase()));
  return wrong === undefined ? undefined : `invalid value "${wrong}"`;
}

function isCount(text: string): boolean {
  return /^\d{1,15}$/.test(text) && Number(text) > 0;
}

function invalid(name: string): string {
  return `"${name}" directive invalid value`;
}
