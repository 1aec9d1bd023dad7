import type { Gateway, Route } from "../model/config.ts";
import type { Location } from "../model/source.ts";

/**
 * Whether something holds of every route that a line works for. In a file that several blocks include, one line works for
 * many, and what is right for one of them may be wrong for another.
 * @param lineOf The line of a route that is meant; undefined where it has none.
 */
export function everyRouteOnLine(
  gateway: Gateway,
  lineOf: (route: Route) => Location | undefined,
  holds: (route: Route) => boolean,
): (line: Location) => boolean {
  let lines: Map<string, boolean> | undefined;
  return (line) => {
    lines ??= judged(gateway, lineOf, holds);
    return lines.get(keyOf(line)) === true;
  };
}

function judged(
  gateway: Gateway,
  lineOf: (route: Route) => Location | undefined,
  holds: (route: Route) => boolean,
): Map<string, boolean> {
  const lines = new Map<string, boolean>();
  for (const route of gateway.routes) {
    const line = lineOf(route);
    if (line === undefined) continue;
    const key = keyOf(line);
    lines.set(key, lines.get(key) !== false && holds(route));
  }
  return lines;
}

function keyOf({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}
