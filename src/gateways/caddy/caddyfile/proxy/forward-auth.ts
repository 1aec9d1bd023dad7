import { handler } from "../directives/handler.ts";
import type { Dispenser } from "../dispenser.ts";
import { type JsonMap, list, listIn, map, mapIn, number, putAlways, text } from "../json.ts";
import { canonicalHeader } from "../matchers/fields.ts";
import { takeMatchers } from "../matchers/index.ts";
import { encodeRoute, routeOf } from "../routes.ts";
import type { Directive, Route, Run } from "../run.ts";
import type { Subdirectives } from "../subdirectives.ts";
import type { Token } from "../token.ts";
import { takeOwnLines } from "./own-lines.ts";
import { readProxy } from "./reverse-proxy.ts";

interface Auth {
  uri: Token | undefined;
  /** Fields of the answer that go on to the request, under the name they get there. */
  readonly copied: Map<string, Token>;
}

const LINES: Subdirectives<Auth> = {
  uri: (d, auth) => {
    const uri = d.argument();
    if (auth.uri !== undefined) d.refuse(`cannot re-declare uri: ${uri.text}`);
    auth.uri = uri;
  },
  copy_headers: (d, auth) => {
    const fields = d.remaining();
    for (const nesting = d.nesting(); d.nextBlock(nesting); ) fields.push(d.token());
    if (fields.length === 0) d.wrongCount();
    for (const field of fields) {
      const [from = "", to = from] = field.text.split(">");
      auth.copied.set(from, { ...field, text: to });
    }
  },
};

/** `forward_auth`: asks another service first (reverseproxy/forwardauth/caddyfile.go) */
export const forwardAuth: Directive = (d, helper) => {
  if (!d.next()) d.wrongCount();
  const at = d.token();
  const matchers = takeMatchers(d, helper);
  const auth: Auth = { uri: undefined, copied: new Map() };
  const rest = takeOwnLines(d, auth, helper, LINES);
  rest.next();
  const made = askingHandler(rest, at, auth);
  readProxy(rest, made, undefined, helper);
  const good = map(at, {
    match: map(at, { status_code: list(at, [number(at, 2)]) }),
    routes: list(at, copyRoutes(at, auth, helper.run).map(encodeRoute)),
  });
  listIn(made, "handle_response", at).items.unshift(good);
  return [{ kind: "route", directive: at.text, route: routeOf(at, matchers, made) }];
};

function askingHandler(d: Dispenser, at: Token, { uri }: Auth): JsonMap {
  if (uri === undefined) return d.refuse("the 'uri' subdirective is required");
  const made = handler(at, "reverse_proxy");
  const set = mapIn(mapIn(mapIn(made, "headers", at), "request", at), "set", at);
  putAlways(set, "X-Forwarded-Method", list(at, [text(at, "{http.request.method}")]));
  putAlways(set, "X-Forwarded-Uri", list(at, [text(at, "{http.request.uri}")]));
  putAlways(made, "rewrite", map(at, { method: text(at, "GET"), uri: text(uri, uri.text) }));
  return made;
}

function copyRoutes(at: Token, { copied }: Auth, run: Run): Route[] {
  const sorted = [...copied].sort(([a], [b]) => (a < b ? -1 : 1));
  const change = (ops: JsonMap): JsonMap => handler(at, "headers", { request: ops });
  if (!run.since("2.9.0")) {
    const set = map(at);
    for (const [from, to] of sorted)
      putAlways(
        set,
        canonicalHeader(to.text),
        list(to, [text(to, `{http.reverse_proxy.header.${canonicalHeader(from)}}`)]),
      );
    return set.fields.size === 0 ? [] : [routeOf(at, undefined, change(map(at, { set })))];
  }
  const routes = sorted.flatMap(([from, to]) => {
    const name = canonicalHeader(to.text);
    const value = `{http.reverse_proxy.header.${canonicalHeader(from)}}`;
    const isEmpty = map(to, { [value]: list(to, [text(to, "")]) });
    const isThere = map(to, { not: list(to, [map(to, { vars: isEmpty })]) });
    const set = map(to, { [name]: list(to, [text(to, value)]) });
    const drop = run.since("2.11.2")
      ? [routeOf(to, undefined, change(map(to, { delete: list(to, [text(to, name)]) })))]
      : [];
    return [...drop, routeOf(to, isThere, change(map(to, { set })))];
  });
  return [routeOf(at, undefined, handler(at, "vars")), ...routes];
}
