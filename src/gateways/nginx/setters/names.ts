import { all, at, complaint, type Setter } from "./complaint.ts";
import { isAnything, isSeconds, isSize, parameters } from "./parameters.ts";
import { variables } from "./variables.ts";

const isVariable = (text: string): boolean => text.startsWith("$");
const says = (text: string): string => `invalid variable name "${text}"`;

const ESCAPES = new Set(["default", "json", "none"]);

/** ngx_http_log_set_log: behind the format, in any order. */
const LOG_PARAMETERS = parameters({
  from: 2,
  flags: new Set(["gzip"]),
  values: { buffer: isSize, gzip: (value) => /^[1-9]$/.test(value), flush: isSeconds, if: isAnything },
});

function unbuffered(texts: readonly string[]): ReturnType<Setter> {
  const more = texts.slice(2);
  const isBuffered = more.some((text) => text === "gzip" || /^(?:buffer|gzip)=/.test(text));
  const path = texts[0] ?? "";
  if (isBuffered && path.includes("$")) return complaint("buffered logs cannot have variables in name");
  return !isBuffered && more.some((text) => text.startsWith("flush="))
    ? complaint(`no buffer is defined for access_log "${path}"`)
    : undefined;
}

export const NAME_SETTERS: Readonly<Record<string, Setter>> = {
  set: at(0, isVariable, says),
  map: at(1, isVariable, says),
  split_clients: at(1, isVariable, says),
  auth_request_set: at(0, isVariable, says),
  geo: (texts) => {
    const word = texts.findIndex((text) => !isVariable(text));
    return word < 0 ? undefined : complaint(says(texts[word] ?? ""), word);
  },
  access_log: (texts, name, module) => {
    const [path = "", second] = texts;
    if (path === "off")
      return second === undefined ? undefined : complaint(`invalid parameter "${second}"`, 1);
    if (module === "stream" && second === undefined) return complaint("log format is not specified");
    return LOG_PARAMETERS(texts, name, module) ?? unbuffered(texts);
  },
  log_format: all(
    at(
      1,
      (text) => !text.startsWith("escape=") || ESCAPES.has(text.slice(7)),
      (text) => `unknown log format escaping "${text.slice(7)}"`,
    ),
    at(
      0,
      (text) => text !== "combined",
      (text, name) => `duplicate "${name}" name "${text}"`,
    ),
    (texts, name, module) => variables(texts, name, module),
  ),
  // what stands before it is a pattern, in which a dollar sign ends the line
  rewrite: (texts, name, module) => {
    const wrong = variables(texts.slice(1, 2), name, module);
    return wrong && complaint(wrong.message, 1);
  },
};
