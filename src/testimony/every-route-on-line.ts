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
  let lines: Lines | undefined;
  return (line) => {
    lines ??= judged(gateway, lineOf, holds);
    return lines.get(line.file)?.get(keyOf(line)) === true;
  };
}

/** File → place → whether it holds of every route there. */
type Lines = ReadonlyMap<string, ReadonlyMap<number, boolean>>;

function judged(
  gateway: Gateway,
  lineOf: (route: Route) => Location | undefined,
  holds: (route: Route) => boolean,
): Lines {
  const lines = new Map<string, Map<number, boolean>>();
  for (const route of gateway.routes) {
    const line = lineOf(route);
    if (line === undefined) continue;
    const own = lines.get(line.file) ?? new Map<number, boolean>();
    lines.set(line.file, own);
    const key = keyOf(line);
    own.set(key, own.get(key) !== false && holds(route));
  }
  return lines;
}

/**
 * A small whole number, as the engine handles without a box. Beyond 512 characters two places may share one: then what does
 * not hold of one holds of neither.
 */
function keyOf({ line, column }: Location): number {
  return line * 2 ** 9 + column;
}
