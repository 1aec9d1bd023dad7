import type { Block } from "./blocks.ts";
import { dispense } from "./dispenser.ts";
import { filesOf } from "./files-of.ts";
import { type JsonMap, list, map, putAlways } from "./json.ts";
import { Refusal } from "./refusal.ts";
import { subroute } from "./routes.ts";
import { attempt, type Run } from "./run.ts";
import { readInnerRoutes } from "./segments.ts";
import type { NamedRoutes } from "./server.ts";
import type { Token } from "./token.ts";

/** Reads the blocks `&(name) { … }`, which sites invoke (`extractNamedRoutes`, httpcaddyfile/httptype.go). */
export function namedRoutes(blocks: readonly Block[], run: Run): NamedRoutes {
  const routes = new Map<string, JsonMap>();
  const invokes = new Map<string, readonly string[]>();
  const groups = run.groups;
  run.groups = 0;
  for (const { keys, segments, isNamedRoute } of blocks) {
    const [key] = keys;
    if (!isNamedRoute || key === undefined || segments.length === 0) continue;
    if (routes.has(key.text))
      run.onProblem(new Refusal(`cannot have duplicate named_routes: ${key.text}`, key));
    const route = attempt(run, () => readRoute(key, segments.flat(), run));
    if (route !== undefined) routes.set(key.text, route);
    invokes.set(key.text, [...run.invoked.keys()]);
    run.invoked.clear();
  }
  run.groups = groups;
  return { routes, invokes };
}

function readRoute(key: Token, words: readonly Token[], run: Run): JsonMap {
  const helper = { run, matchers: new Map(), files: filesOf([words]) };
  const routes = readInnerRoutes(dispense(words), helper);
  const [only, ...more] = routes;
  const made = map(key);
  const handlers =
    only !== undefined && more.length === 0 && only.matchers.length === 0
      ? only.handlers.slice(0, 1)
      : [subroute(key, routes)];
  putAlways(made, "handle", list(key, handlers));
  return made;
}
