import type { Gateway, Route } from "./config.ts";

/** What was found out of a gateway that a dozen checks ask about. */
const known = new WeakMap<Gateway, ReadonlyMap<string, readonly Route[]>>();

/** Upstream id → the routes that lead to it. */
export function routesByUpstream(gateway: Gateway): ReadonlyMap<string, readonly Route[]> {
  const routes = known.get(gateway) ?? grouped(gateway);
  known.set(gateway, routes);
  return routes;
}

function grouped(gateway: Gateway): ReadonlyMap<string, readonly Route[]> {
  const routes = new Map<string, Route[]>();
  for (const route of gateway.routes) {
    const { upstream } = route.forward;
    const same = routes.get(upstream);
    if (same === undefined) routes.set(upstream, [route]);
    else same.push(route);
  }
  return routes;
}
