import { type JsonMap, list, map, put, text } from "./json.ts";
import type { ServedSite } from "./pairings.ts";
import { subroute } from "./routes.ts";
import type { Route, Run } from "./run.ts";
import type { Token } from "./token.ts";

interface Pair {
  readonly at: Token;
  readonly path: string;
  hosts: Token[];
}

/** The matchers that the addresses of a site stand for (`compileEncodedMatcherSets`, httpcaddyfile/httptype.go). */
export function matcherSets({ addresses }: ServedSite, run: Run): readonly JsonMap[] {
  const pairs: Pair[] = [];
  let takesAllHosts = false;
  for (const { host, path, token } of addresses) {
    let pair = pairs.find((one) => one.path === path);
    if (pair === undefined) {
      pair = { at: token, path, hosts: [] };
      pairs.push(pair);
      if (path !== "")
        run.onNote(`a path in the address of a site, ${token.text}, is deprecated in Caddy; use handle`);
    }
    if (host === "" && !takesAllHosts) {
      pair.hosts = [];
      takesAllHosts = true;
    }
    if (takesAllHosts || host === "") continue;
    if (!pair.hosts.some((one) => one.text === host)) pair.hosts.push({ ...token, text: host });
  }
  return pairs.flatMap(({ at, path, hosts }) => {
    const made = map(at);
    put(
      made,
      "host",
      list(
        at,
        hosts.map((one) => text(one, one.text)),
      ),
    );
    if (path !== "") put(made, "path", list(at, [text(at, path)]));
    return made.fields.size > 0 ? [made] : [];
  });
}

/**
 * The routes of a site as those of its server: behind the matchers of its addresses, unless it is alone and has none
 * (`appendSubrouteToRouteList`).
 */
export function hostRoute(
  { addresses }: ServedSite,
  routes: readonly Route[],
  sets: readonly JsonMap[],
  isOnly: boolean,
): readonly Route[] {
  const at = addresses[0]?.token ?? routes[0]?.at;
  if (at === undefined || (sets.length === 0 && routes.length === 0)) return [];
  const asksForHost = routes.some(({ matchers }) => matchers.some((one) => one.fields.has("host")));
  if (sets.length === 0 && isOnly && !asksForHost) return routes;
  const handlers = routes.length > 0 ? [subroute(at, routes)] : [];
  return [{ at, matchers: sets, handlers, group: "", isTerminal: true }];
}
