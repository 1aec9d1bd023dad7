import type { Dispenser } from "../dispenser.ts";
import { wholeNumber } from "../go-values.ts";
import { list, map, text } from "../json.ts";
import { buildRoutes, isRouteValue, subroute } from "../routes.ts";
import type { Directive, Handler, Route } from "../run.ts";
import { readInner, readInnerRoutes } from "../segments.ts";
import type { Token } from "../token.ts";
import { handler, handlerDirective } from "./handler.ts";

const readHandle: Handler = (d, helper) => {
  const at = d.token();
  return subroute(at, readInnerRoutes(d, helper));
};

export const handle = handlerDirective(readHandle);

/** Runs its directives as they are written. */
export const route = handlerDirective((d, helper) => {
  const at = d.token();
  const values = readInner(d, helper);
  for (const value of values)
    if (!isRouteValue(value))
      d.refuse(
        "route directive returned something other than an HTTP route or subroute (only handler directives can be used in routes)",
      );
  return subroute(at, buildRoutes(values.filter(isRouteValue), helper.run, false));
});

/** `handle_path /prefix*`: a handle that takes the prefix away. */
export const handlePath: Directive = (d, helper) => {
  d.next();
  const at = d.token();
  const path = d.argument();
  if (!path.text.startsWith("/")) d.refuse(`path matcher must begin with '/', got ${path.text}`);
  const prefix = path.text.replace(/\/?\*$/, "");
  d.drop();
  d.reset();
  const inside = readInnerRoutes(d, helper);
  const rewrite = handler(path, "rewrite", { strip_path_prefix: text(path, prefix) });
  const strip: Route = { at, matchers: [], handlers: [rewrite], group: "", isTerminal: false };
  const outer: Route = {
    at,
    matchers: [map(path, { path: list(path, [text(path, path.text)]) })],
    handlers: [subroute(at, [strip, ...inside])],
    group: "",
    isTerminal: false,
  };
  return [{ kind: "route", directive: "handle_path", route: outer }];
};

/** `handle_errors [codes…]` */
export const handleErrors: Directive = (d, helper) => {
  d.next();
  const at = d.token();
  const codes = d.remaining();
  if (codes.length > 0 && !helper.run.since("2.8.0")) d.wrongCount();
  const expression = errorExpression(d, codes);
  // the block is read as if the last code were the name of the directive
  d.reset();
  d.next();
  d.remaining();
  d.back();
  const routes = readInnerRoutes(d, helper);
  if (!helper.run.since("2.8.0")) return [{ kind: "error-routes", routes }];
  const matchers =
    expression === "" ? [] : [map(codes[0] ?? at, { expression: text(codes[0] ?? at, expression) })];
  const outer: Route = { at, matchers, handlers: [subroute(at, routes)], group: "", isTerminal: false };
  return [{ kind: "error-routes", routes: [outer] }];
};

function errorExpression(d: Dispenser, codes: readonly Token[]): string {
  const parts: string[] = [];
  const single: string[] = [];
  for (const { text: code } of codes) {
    if (code.length !== 3) d.refuse(`bad status value '${code}'`);
    const digits = code.endsWith("xx") ? code.slice(0, 1) : code;
    if (wholeNumber(digits) === undefined) d.refuse(`bad status value '${digits}'`);
    if (code.endsWith("xx"))
      parts.push(`{http.error.status_code} >= ${digits}00 && {http.error.status_code} <= ${digits}99`);
    else single.push(digits);
  }
  if (single.length > 0) parts.push(`{http.error.status_code} in [${single.join(", ")}]`);
  return parts.join(" || ");
}

export const invoke = handlerDirective((d, { run }) => {
  d.next();
  const at = d.token();
  const name = d.argument();
  if (d.next()) d.wrongCount();
  run.invoked.set(name.text, name);
  return handler(at, "invoke", { name: text(name, name.text) });
});
