import type { Dispenser } from "../dispenser.ts";
import { wholeNumber } from "../go-values.ts";
import { type JsonMap, map, mapIn, number, put, putAlways, text, texts } from "../json.ts";
import type { Handler } from "../run.ts";
import { integer, putFalse, readBlock, type Subdirective, type Subdirectives } from "../subdirectives.ts";
import type { Token } from "../token.ts";
import { handler } from "./handler.ts";
import { responseMatch } from "./responses.ts";

const gzip: Subdirective = (d, into) => {
  if (!d.nextArg()) return;
  const level = wholeNumber(d.value()) ?? d.refuse(`parsing gzip level '${d.value()}'`);
  put(into, "level", number(d.token(), level));
};

const LEVELS = ["fastest", "default", "better", "best"];

function zstdLevel(d: Dispenser, into: JsonMap, level: Token): void {
  if (!LEVELS.includes(level.text))
    d.refuse(`unexpected compression level, use one of ${LEVELS}; got ${level.text}`);
  if (into.fields.has("level")) d.refuse("compression level already specified");
  put(into, "level", text(level, level.text));
}

const zstd: Subdirective = (d, into, helper) => {
  const [first, ...more] = d.remaining();
  if (more.length > 0) d.wrongCount();
  if (first !== undefined) zstdLevel(d, into, first);
  const lines: Subdirectives = {
    level: (line, made) => zstdLevel(line, made, line.argument()),
    disable_checksum: (line, made) => putFalse(made, "checksum", line.token()),
  };
  readBlock(d, into, helper, lines);
};

const ENCODERS: Subdirectives = { gzip, zstd };

/** `encode [formats…] { … }` (modules/caddyhttp/encode/caddyfile.go) */
export const encode: Handler = (d, helper) => {
  d.next();
  const at = d.token();
  const made = handler(at, "encode");
  const named = d.remaining();
  const prefer: Token[] = [];
  const encoder: Subdirective = (line, into) => {
    const name = line.token();
    prefer.push(name);
    const settings = map(name);
    ENCODERS[name.text]?.(line, settings, helper);
    putAlways(mapIn(into, "encodings", at), name.text, settings);
  };
  const lines: Subdirectives = {
    minimum_length: integer("minimum_length"),
    match: responseMatch,
  };
  readBlock(d, made, helper, lines, encoder);
  const usual = ["zstd", "gzip"].map((name) => ({ ...at, text: name }));
  const isBare = prefer.length === 0 && named.length === 0 && helper.run.since("2.8.0");
  for (const name of isBare ? usual : named) {
    prefer.push(name);
    putAlways(mapIn(made, "encodings", at), name.text, map(name));
  }
  put(made, "prefer", texts(prefer));
  return made;
};
