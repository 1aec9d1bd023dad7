import type { Dispenser } from "../dispenser.ts";
import { boolean, type Json, type JsonMap, list, listIn, map, put, putAlways, text, texts } from "../json.ts";
import { routeOf } from "../routes.ts";
import type { Directive, Handler } from "../run.ts";
import { scalar } from "../scalar.ts";
import { readBlock, type Subdirective } from "../subdirectives.ts";
import type { Token } from "../token.ts";
import { handler } from "./handler.ts";
import { matcherAndWord } from "./rewrite.ts";

/** `root [matcher] path`: a variable. */
export const root: Directive = (d, helper) => {
  const { at, matchers, word } = matcherAndWord(d, helper, "root path");
  const made = handler(at, "vars", { root: text(word, word.text) });
  return [{ kind: "route", directive: at.text, route: routeOf(at, matchers, made) }];
};

function setVariable(d: Dispenser, into: JsonMap): void {
  const name = d.value();
  const value = d.argument();
  putAlways(into, name, scalar(value));
  if (d.nextArg()) d.wrongCount();
}

export const vars: Handler = (d, helper) => {
  d.next();
  const made = handler(d.token(), "vars");
  if (d.nextArg()) setVariable(d, made);
  readBlock(d, made, helper, {}, (line, into: JsonMap) => setVariable(line, into));
  return made;
};

export const fs: Handler = (d) => {
  d.next();
  const at = d.token();
  const name = d.argument();
  if (d.nextArg()) d.wrongCount();
  return handler(at, "vars", { fs: text(name, name.text) });
};

/** `log_skip`, in older releases `skip_log` */
export const logSkip: Handler = (d, { run }) => {
  d.next();
  const at = d.token();
  if (d.nextArg()) d.wrongCount();
  if (at.text === "skip_log" && run.since("2.8.0"))
    run.onNote("skip_log is deprecated in Caddy; use log_skip");
  return handler(at, "vars", { [run.since("2.8.0") ? "log_skip" : "skip_log"]: boolean(at, true) });
};

export const logName: Handler = (d) => {
  d.next();
  const at = d.token();
  return handler(at, "vars", { access_logger_names: texts(d.remaining()) });
};

export const logAppend: Handler = (d) => {
  d.next();
  const at = d.token();
  const key = d.argument();
  const value = d.argument();
  const isEarly = key.text.startsWith("<") && key.text.length > 1;
  const name = isEarly ? key.text.slice(1) : key.text;
  const early = isEarly ? boolean(key, true) : undefined;
  return handler(at, "log_append", { key: text(key, name), value: text(value, value.text), early });
};

/** `map source destinations… { input outputs… }` */
export const mapDirective: Handler = (d, helper) => {
  d.next();
  const made = handler(d.token(), "map");
  const source = d.argument();
  put(made, "source", text(source, source.text));
  const destinations = d.remaining();
  if (destinations.length === 0) d.refuse("missing destination argument(s)");
  put(made, "destinations", texts(destinations));
  const defaults: Subdirective = (line) => {
    const at = line.token();
    if (made.fields.has("defaults")) line.refuse("defaults already defined");
    const words = line.remaining();
    const rest = destinations.slice(words.length).map(() => ({ ...at, text: "" }));
    put(made, "defaults", texts([...words, ...rest]));
  };
  readBlock(d, made, helper, { default: defaults }, (line) => addMapping(line, made, destinations));
  return made;
};

function addMapping(d: Dispenser, into: JsonMap, destinations: readonly Token[]): void {
  const input = d.token();
  const outputs: Json[] = d
    .remaining()
    .map((word) => (word.text === "-" ? { kind: "null", at: word } : scalar(word)));
  if (outputs.length > destinations.length) d.refuse("too many outputs");
  while (outputs.length < destinations.length) outputs.push({ kind: "null", at: input });
  const made = map(input);
  if (input.text.startsWith("~")) put(made, "input_regexp", text(input, input.text.slice(1)));
  else put(made, "input", text(input, input.text));
  putAlways(made, "outputs", list(input, outputs));
  listIn(into, "mappings", input).items.push(made);
}
