import { byteCount, nanoseconds } from "../go-values.ts";
import { type Json, type JsonMap, list, listIn, number, put, text } from "../json.ts";
import { bare, type Module, type Modules } from "../module.ts";
import {
  bareFlag,
  duration,
  flag,
  numberIn,
  putFalse,
  readBlock,
  type Subdirective,
  type Subdirectives,
  unrecognizedQuoted,
} from "../subdirectives.ts";

/** A word that stands alone on its line. */
export function onlyWord(key: string): Subdirective {
  return (d, into) => {
    const value = d.argument();
    if (d.nextArg()) d.wrongCount();
    put(into, key, text(value, value.text));
  };
}

const off =
  (key: string): Subdirective =>
  (d, into) =>
    putFalse(into, key, d.token());

const mode: Subdirective = (d, into) => {
  const value = d.argument();
  const octal = value.text.startsWith('"') ? "" : value.text;
  if (!/^[0-7]+$/.test(octal)) d.refuse(`parsing mode: strconv.ParseUint: parsing '${octal}'`);
  put(into, "mode", text(value, `0${Number.parseInt(octal, 8).toString(8)}`));
};

const MEBIBYTE = 1_048_576;

const rollSize: Subdirective = (d, into) => {
  const value = d.argument();
  const bytes = byteCount(value.text) ?? d.refuse(`parsing size: '${value.text}'`);
  put(into, "roll_size_mb", number(value, Math.ceil(bytes / MEBIBYTE)));
};

const rollKeep: Subdirective = (d, into) => {
  const value = d.argument();
  put(into, "roll_keep", number(value, numberIn(d, value.text, "parsing roll_keep number")));
};

const DAY = 86_400_000_000_000;

const rollKeepFor: Subdirective = (d, into) => {
  const value = d.argument();
  const kept = nanoseconds(value.text) ?? d.refuse(`parsing roll_keep_for duration: ${value.text}`);
  if (kept < 0n) d.refuse(`negative roll_keep_for duration: ${value.text}`);
  put(into, "roll_keep_days", number(value, Math.ceil(Number(kept) / DAY)));
};

/** Words and lists with commas. */
function parts(key: string, make: (into: JsonMap, part: string) => Json): Subdirective {
  return (d, into) => {
    const words = d.remaining();
    if (words.length === 0) d.wrongCount();
    put(into, key, list(d.token(), []));
    for (const word of words)
      for (const part of word.text.split(",")) listIn(into, key, word).items.push(make(into, part.trim()));
  };
}

const FILE: Subdirectives = {
  mode,
  dir_mode: onlyWord("dir_mode"),
  roll_disabled: off("roll"),
  roll_size: rollSize,
  roll_uncompressed: off("roll_gzip"),
  roll_compression: onlyWord("roll_compression"),
  roll_local_time: bareFlag("roll_local_time"),
  roll_keep: rollKeep,
  roll_keep_for: rollKeepFor,
  roll_interval: duration("roll_interval", "parsing roll_interval duration:"),
  roll_minutes: parts("roll_minutes", ({ at }, part) => number(at, Number(part))),
  roll_at: parts("roll_at", ({ at }, part) => text(at, part)),
  backup_time_format: onlyWord("backup_time_format"),
};

const file: Module = (d, into, helper) => {
  d.next();
  const name = d.argument();
  put(into, "filename", text(name, name.text));
  if (d.nextArg()) d.wrongCount();
  readBlock(d, into, helper, FILE, unrecognizedQuoted("subdirective"));
};

const net: Module = (d, into, helper) => {
  d.next();
  const address = d.argument();
  put(into, "address", text(address, address.text));
  if (d.nextArg()) d.wrongCount();
  const lines: Subdirectives = {
    dial_timeout: duration("dial_timeout", "invalid duration:"),
    soft_start: flag("soft_start"),
  };
  readBlock(d, into, helper, lines, unrecognizedQuoted("subdirective"));
};

/** Where logs go (modules/logging). */
export const WRITERS: Modules = { discard: bare, file, net, stderr: bare, stdout: bare };
