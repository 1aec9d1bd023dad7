import { type Json, type JsonMap, map, text } from "../json.ts";
import { takeMatchers } from "../matchers/index.ts";
import { routeOf } from "../routes.ts";
import type { Directive, Handler } from "../run.ts";
import type { Token } from "../token.ts";

/** A directive that is one handler, behind a matcher that may be its first argument (`RegisterHandlerDirective`). */
export function handlerDirective(read: Handler): Directive {
  return (d, helper) => {
    if (!d.next()) return d.wrongCount();
    const at = d.token();
    const matchers = takeMatchers(d, helper);
    const route = routeOf(at, matchers, read(d, helper));
    return [{ kind: "route", directive: at.text, route }];
  };
}

/** A handler of Caddy, by its name. */
export function handler(
  at: Token,
  name: string,
  fields: Readonly<Record<string, Json | undefined>> = {},
): JsonMap {
  return map(at, { handler: text(at, name), ...fields });
}
