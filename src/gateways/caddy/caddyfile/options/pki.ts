import { decimal } from "../go-values.ts";
import { map, mapIn, number, put, putAlways } from "../json.ts";
import {
  duration,
  readBlock,
  type Subdirective,
  type Subdirectives,
  unrecognizedQuoted,
  word,
} from "../subdirectives.ts";
import type { Option } from "./option.ts";

const KEY_PAIR: Subdirectives = {
  cert: word("certificate"),
  key: word("private_key"),
  format: word("format"),
};

function keyPair(key: string): Subdirective {
  return (d, into, helper) =>
    void readBlock(
      d,
      mapIn(into, key, d.token()),
      helper,
      KEY_PAIR,
      unrecognizedQuoted(`pki ca ${key} option`),
    );
}

const ratio: Subdirective = (d, into) => {
  const value = d.argument();
  const part = decimal(value.text) ?? 0;
  if (part <= 0 || part > 1) d.refuse(`renewal_window_ratio must be a number in (0, 1], got ${value.text}`);
  put(into, "renewal_window_ratio", number(value, part));
};

const AUTHORITY: Subdirectives = {
  name: word("name"),
  root_cn: word("root_common_name"),
  intermediate_cn: word("intermediate_common_name"),
  intermediate_lifetime: duration("intermediate_lifetime"),
  maintenance_interval: duration("maintenance_interval"),
  renewal_window_ratio: ratio,
  root: keyPair("root"),
  intermediate: keyPair("intermediate"),
};

/** `pki { ca [name] { … } }` (httpcaddyfile/pkiapp.go) */
export const pki: Option = (d, { authorities }, helper) => {
  const ca: Subdirective = (line, into) => {
    const name = line.nextArg() ? line.value() : "local";
    const made = map(line.token());
    if (line.nextArg()) line.wrongCount();
    readBlock(line, made, helper, AUTHORITY, unrecognizedQuoted("pki ca option"));
    putAlways(into, name, made);
  };
  readBlock(d, authorities, helper, { ca }, unrecognizedQuoted("pki option"));
};
