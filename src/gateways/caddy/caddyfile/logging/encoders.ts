import type { Dispenser } from "../dispenser.ts";
import { boolean, type JsonMap, mapIn, put, putAlways, text } from "../json.ts";
import { type Module, type Modules, readModule } from "../module.ts";
import type { Helper } from "../run.ts";
import { scalar } from "../scalar.ts";
import { readBlock, type Subdirective, type Subdirectives } from "../subdirectives.ts";
import { FILTERS, joinPatterns } from "./filters.ts";
import { onlyWord } from "./writers.ts";

/** A key that may be set to nothing. */
function keyName(key: string): Subdirective {
  return (d, into) => {
    const value = d.argument();
    if (d.nextArg()) d.wrongCount();
    putAlways(into, key, text(value, value.text));
  };
}

const LINES: Subdirectives = {
  time_local: (d, into) => {
    if (d.nextArg()) d.wrongCount();
    put(into, "time_local", boolean(d.token(), true));
  },
  message_key: keyName("message_key"),
  level_key: keyName("level_key"),
  time_key: keyName("time_key"),
  name_key: keyName("name_key"),
  caller_key: keyName("caller_key"),
  stacktrace_key: keyName("stacktrace_key"),
  line_ending: keyName("line_ending"),
  time_format: onlyWord("time_format"),
  duration_format: onlyWord("duration_format"),
  level_format: onlyWord("level_format"),
};

const plain: Module = (d, into, helper) => {
  d.next();
  if (d.nextArg()) d.wrongCount();
  readBlock(d, into, helper, LINES);
};

const wrap: Subdirective = (d, into, helper) => {
  d.argument();
  putAlways(into, "wrap", readEncoder(d, helper));
};

/** A field and what is done with it. */
const filtered: Subdirective = (d, into, helper) => {
  const field = d.token();
  const name = d.argument();
  const kind = { key: "filter", namespace: "caddy.logging.encoders.filter", modules: FILTERS };
  const made = readModule(d, helper, kind);
  const fields = mapIn(into, "fields", field);
  const known = fields.fields.get(field.text);
  const isPattern = name.text === "regexp";
  putAlways(fields, field.text, isPattern && known?.kind === "map" ? joinPatterns(known, made) : made);
};

const appended: Subdirective = (d, into) => {
  const field = d.token();
  const value = d.argument();
  putAlways(mapIn(into, "fields", field), field.text, scalar(value));
  if (d.nextArg()) d.wrongCount();
};

/** An encoder around another one, with lines for fields. */
function around(field: Subdirective): Module {
  return (d, into, helper) => {
    d.next();
    const fields: Subdirective = (line, made: JsonMap) => void readBlock(line, made, helper, {}, field);
    readBlock(d, into, helper, { wrap, fields }, field);
  };
}

const ENCODERS: Modules = {
  append: around(appended),
  console: plain,
  filter: around(filtered),
  json: plain,
};

/** How logs are written (modules/logging); the dispenser stands at the name of the encoder. */
export function readEncoder(d: Dispenser, helper: Helper): JsonMap {
  return readModule(d, helper, {
    key: "format",
    namespace: "caddy.logging.encoders",
    modules: ENCODERS,
  });
}
