import type { Dispenser } from "../dispenser.ts";
import { dispense } from "../dispenser.ts";
import { addHeaderChange, type HeaderChange } from "../header-ops.ts";
import { boolean, type JsonMap, map, put, putAlways } from "../json.ts";
import { takeMatchers } from "../matchers/index.ts";
import { defineResponseMatcher } from "../response-matchers.ts";
import { routeOf } from "../routes.ts";
import type { ConfigValue, Directive } from "../run.ts";
import { readBlock, type Subdirective } from "../subdirectives.ts";
import type { Token } from "../token.ts";
import { handler } from "./handler.ts";

/** Field, value and replacement as they stand on a line; more is left to the next reader. */
function changeAt(d: Dispenser): HeaderChange {
  const field = d.token();
  const value = d.nextArg() ? d.token() : undefined;
  const replacement = d.nextArg() ? d.token() : undefined;
  return { field, value, replacement };
}

/** Changes of the answer; those of fields that are missing need a handler of their own. */
interface Changes {
  readonly plain: JsonMap;
  readonly onMissing: JsonMap;
  readonly hasArgs: boolean;
}

const line: Subdirective<Changes> = (d, changes) => {
  if (changes.hasArgs) d.refuse("cannot specify headers in both arguments and block");
  const change = changeAt(d);
  const field = { ...change.field, text: change.field.text.replace(/:$/, "") };
  const into = field.text.startsWith("?") ? changes.onMissing : changes.plain;
  addHeaderChange(d, into, { ...change, field }, true);
};

const defer: Subdirective<Changes> = (d, { plain }) => put(plain, "deferred", boolean(d.token(), true));

const match: Subdirective<Changes> = (d, { plain }, helper) => {
  const known = new Map<string, JsonMap>();
  defineResponseMatcher(dispense(d.segment()), known, helper);
  for (const matcher of known.values()) putAlways(plain, "require", matcher);
};

/** `header [matcher] field [value [replacement]] { … }` (modules/caddyhttp/headers/caddyfile.go) */
export const header: Directive = (d, helper) => {
  d.next();
  const at = d.token();
  const matchers = takeMatchers(d, helper);
  d.next();
  const changes: Changes = { plain: map(at), onMissing: map(at), hasArgs: d.nextArg() };
  if (changes.hasArgs) addHeaderChange(d, changes.plain, changeAt(d), true);
  readBlock(d, changes, helper, { defer, match }, line);
  return [changes.plain, changes.onMissing].flatMap((response) =>
    response.fields.size === 0 ? [] : [headerRoute(at, matchers, "response", response)],
  );
};

export const requestHeader: Directive = (d, helper) => {
  d.next();
  const at = d.token();
  const matchers = takeMatchers(d, helper);
  d.next();
  d.argument();
  const change = changeAt(d);
  if (d.nextArg()) d.wrongCount();
  const field = { ...change.field, text: change.field.text.replace(/:$/, "") };
  const request = map(at);
  addHeaderChange(d, request, { ...change, field }, false);
  return [headerRoute(at, matchers, "request", request)];
};

function headerRoute(at: Token, matchers: JsonMap | undefined, side: string, ops: JsonMap): ConfigValue {
  const route = routeOf(at, matchers, handler(at, "headers", { [side]: ops }));
  return { kind: "route", directive: at.text, route };
}
