import { byteCount, nanoseconds, wholeNumber } from "../go-values.ts";
import { number, put } from "../json.ts";
import type { Handler } from "../run.ts";
import {
  readBlock,
  type Subdirective,
  type Subdirectives,
  unrecognizedQuoted,
  word,
} from "../subdirectives.ts";
import { handler } from "./handler.ts";

/** A size that stands alone on its line. */
function onlySize(key: string, name: string): Subdirective {
  return (d, into) => {
    const value = d.argument();
    if (d.nextArg()) d.wrongCount();
    put(into, key, number(value, byteCount(value.text) ?? d.refuse(`parsing ${name}: '${value.text}'`)));
  };
}

export const requestBody: Handler = (d, helper) => {
  d.next();
  const made = handler(d.token(), "request_body");
  readBlock(
    d,
    made,
    helper,
    { max_size: onlySize("max_size", "max_size"), set: word("set") },
    unrecognizedQuoted("request_body subdirective"),
  );
  return made;
};

/** A timeout, and a rate in bytes a second that keeps it from running. */
function timeoutAndRate(name: string): Subdirective {
  return (d, into) => {
    const [limit, rate, ...more] = d.remaining();
    if (limit === undefined || more.length > 0) return void d.wrongCount();
    put(
      into,
      `${name}_timeout`,
      number(limit, nanoseconds(limit.text) ?? d.refuse(`parsing ${name}_timeout`)),
    );
    if (rate !== undefined)
      put(
        into,
        `${name}_min_rate`,
        number(rate, wholeNumber(rate.text) ?? d.refuse(`parsing ${name}_timeout min_rate`)),
      );
  };
}

export const timeouts: Handler = (d, helper) => {
  d.next();
  const made = handler(d.token(), "timeouts");
  const lines: Subdirectives = {
    read_timeout: timeoutAndRate("read"),
    write_timeout: timeoutAndRate("write"),
    max_write_chunk: onlySize("max_write_chunk", "max_write_chunk"),
  };
  readBlock(d, made, helper, lines, unrecognizedQuoted("timeouts subdirective"));
  return made;
};
