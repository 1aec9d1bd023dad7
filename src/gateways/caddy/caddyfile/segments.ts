import { similarName } from "../../../model/similar-name.ts";
import { withForeign } from "./directive-order.ts";
import { type Dispenser, dispense } from "./dispenser.ts";
import { copyOf, type JsonMap, list, map, text } from "./json.ts";
import { defineMatcher } from "./matchers/index.ts";
import { buildRoutes, isRouteValue, routeOf } from "./routes.ts";
import { attempt, type ConfigValue, type Helper, type Route } from "./run.ts";
import type { Token } from "./token.ts";

/**
 * Reads the directives of a block within a directive, with the matchers that are defined there
 * (`parseSegmentAsConfig`, httpcaddyfile/directives.go).
 */
export function readInner(d: Dispenser, helper: Helper): readonly ConfigValue[] {
  const values: ConfigValue[] = [];
  while (d.next()) {
    if (d.nextArg()) d.wrongCount();
    const segments: Token[][] = [];
    for (const nesting = d.nesting(); d.nextBlock(nesting); ) segments.push(d.segment());
    values.push(...readSegments(segments, helper, "inner"));
  }
  return values;
}

export function readInnerRoutes(d: Dispenser, helper: Helper): Route[] {
  return buildRoutes(readInner(d, helper).filter(isRouteValue), helper.run, true);
}

/** Reads directives one by one; the mistakes of one do not keep the others from being read. */
export function readSegments(
  segments: readonly (readonly Token[])[],
  outer: Helper,
  place: "site" | "inner",
): readonly ConfigValue[] {
  const { run } = outer;
  const matchers = new Map<string, JsonMap>();
  for (const [name, made] of outer.matchers) matchers.set(name, copyOf(made));
  const helper: Helper = { ...outer, matchers };
  for (const segment of segments)
    if (segment[0]?.text.startsWith("@")) attempt(run, () => defineMatcher(segment, matchers, helper));
  return segments.flatMap((segment) => {
    const [first] = segment;
    if (first === undefined || first.text.startsWith("@")) return [];
    return attempt(run, () => readDirective(segment, first, helper, place)) ?? [];
  });
}

function readDirective(
  segment: readonly Token[],
  first: Token,
  helper: Helper,
  place: "site" | "inner",
): readonly ConfigValue[] {
  const { run } = helper;
  const d = dispense(segment);
  const read = run.directives.get(first.text);
  if (read !== undefined) return read(d, helper).map(normalized);
  const meant = similarName(first.text, [...run.directives.keys()]);
  const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
  const nesting =
    place === "inner" ? " - are you sure your Caddyfile structure (nesting and braces) is correct?" : "";
  if (meant !== undefined || !/^[a-z][a-z\d_]*$/.test(first.text)) {
    d.next();
    d.refuse(`unrecognized directive: ${first.text}${nesting}${hint}`);
  }
  return [foreign(segment, first, helper)];
}

/** `handle_path` stands where `handle` does. */
function normalized(value: ConfigValue): ConfigValue {
  if ((value.kind === "route" || value.kind === "routes") && value.directive === "handle_path")
    return { ...value, directive: "handle" };
  return value;
}

/** A directive of a module of others: what it says is kept word by word. */
function foreign(segment: readonly Token[], first: Token, { run }: Helper): ConfigValue {
  run.onNote(`the directive ${first.text} belongs to no module of Caddy itself; what it does is not known`);
  run.order = withForeign(run.order, first.text);
  const words = list(
    first,
    segment.slice(1).map((word) => text(word, word.text)),
  );
  const route = routeOf(first, undefined, map(first, { handler: text(first, first.text), words }));
  return { kind: "route", directive: first.text, route };
}
