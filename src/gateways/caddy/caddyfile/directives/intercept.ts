import { dispense } from "../dispenser.ts";
import { type Responses, readResponses, replaceStatus } from "../proxy/response-blocks.ts";
import { defineResponseMatcher } from "../response-matchers.ts";
import type { Handler } from "../run.ts";
import { readBlock, type Subdirective, type Subdirectives } from "../subdirectives.ts";
import { handler } from "./handler.ts";

const LINES: Subdirectives<Responses> = {
  handle_response: (d, { blocks }) => void blocks.push(dispense(d.segment())),
  replace_status: replaceStatus,
};

const matcher: Subdirective<Responses> = (d, { matchers }, helper) => {
  if (!d.value().startsWith("@")) d.refuse(`unrecognized subdirective ${d.value()}`);
  defineResponseMatcher(dispense(d.segment()), matchers, helper);
};

/** `intercept [matcher] { … }` (modules/caddyhttp/intercept/intercept.go) */
export const intercept: Handler = (d, helper) => {
  d.next();
  const json = handler(d.token(), "intercept");
  const responses: Responses = { json, matchers: new Map(), blocks: [] };
  readBlock(d, responses, helper, LINES, matcher);
  readResponses(responses, helper, d.token());
  return json;
};
