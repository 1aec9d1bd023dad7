import { dispense } from "../dispenser.ts";
import { wholeNumber } from "../go-values.ts";
import { type JsonMap, put, putAlways } from "../json.ts";
import { defineResponseMatcher } from "../response-matchers.ts";
import type { Handler } from "../run.ts";
import { statusCode } from "../scalar.ts";
import {
  moreWords,
  readBlock,
  type Subdirective,
  type Subdirectives,
  unrecognizedQuoted,
} from "../subdirectives.ts";
import { handler } from "./handler.ts";

/** A response matcher that is called `match`. */
export const responseMatch: Subdirective = (d, into, helper) => {
  const known = new Map<string, JsonMap>();
  defineResponseMatcher(dispense(d.segment()), known, helper);
  for (const matcher of known.values()) putAlways(into, "match", matcher);
};

export const copyResponse: Handler = (d, helper) => {
  d.next();
  const made = handler(d.token(), "copy_response");
  const [status, ...more] = d.remaining();
  if (status !== undefined && more.length === 0 && (wholeNumber(status.text) ?? 0) > 0) {
    put(made, "status_code", statusCode(status));
    return made;
  }
  const line: Subdirective = (inner, into) => put(into, "status_code", statusCode(inner.argument()));
  readBlock(d, made, helper, { status: line }, unrecognizedQuoted("subdirective"));
  return made;
};

export const copyResponseHeaders: Handler = (d, helper) => {
  d.next();
  const made = handler(d.token(), "copy_response_headers");
  if (d.nextArg()) d.wrongCount();
  const lines: Subdirectives = { include: moreWords("include"), exclude: moreWords("exclude") };
  readBlock(d, made, helper, lines, unrecognizedQuoted("subdirective"));
  return made;
};
