import type { Gateway, Route } from "./config.ts";

/** Upstream id → the routes that lead to it. */
export function routesByUpstream(gateway: Gateway): ReadonlyMap<string, readonly Route[]> {
  const routes = new Map<string, Route[]>();
  for (const route of gateway.routes) {
    const known = routes.get(route.forward.upstream);
    if (known === undefined) routes.set(route.forward.upstream, [route]);
    else known.push(route);
  }
  return routes;
}
