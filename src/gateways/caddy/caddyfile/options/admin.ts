import { boolean, map, mapIn, put, putAlways, text, texts } from "../json.ts";
import { bareFlag, putFalse, readBlock, type Subdirectives, unrecognizedQuoted } from "../subdirectives.ts";
import type { Option } from "./option.ts";

const LINES: Subdirectives = {
  enforce_origin: bareFlag("enforce_origin"),
  origins: (d, into) => put(into, "origins", texts(d.remaining())),
};

/** `admin off` or `admin [address] { … }`; without an address Caddy's own is written out. */
export const admin: Option = (d, { top }, helper) => {
  const at = d.token();
  const made = map(at);
  if (d.nextArg()) {
    const address = d.token();
    if (address.text === "off") {
      put(made, "disabled", boolean(address, true));
      if (d.next()) d.refuse("No more option is allowed after turning off admin config");
    } else {
      put(made, "listen", text(address, address.text));
      if (d.nextArg()) d.wrongCount();
    }
  }
  readBlock(d, made, helper, LINES, unrecognizedQuoted("parameter"));
  if (!made.fields.has("listen") && !made.fields.has("disabled"))
    put(made, "listen", text(at, "localhost:2019"));
  putAlways(top, "admin", made);
};

export const persistConfig: Option = (d, { top }) => {
  if (!d.next()) d.wrongCount();
  const value = d.token();
  if (d.next()) d.wrongCount();
  if (value.text !== "off") d.refuse("persist_config must be 'off'");
  putFalse(mapIn(mapIn(top, "admin", value), "config", value), "persist", value);
};
