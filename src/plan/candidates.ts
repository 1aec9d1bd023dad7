import type { Endpoint, Gateway, Route, Upstream } from "../model/config.ts";
import { routesByUpstream } from "../model/routes.ts";

/** An endpoint that takes traffic, with the routes that bring it there. */
export interface Candidate {
  readonly gateway: Gateway;
  readonly upstream: Upstream;
  readonly endpoint: Endpoint;
  readonly routes: readonly Route[];
}

/** Which upstreams the user wants to hear about; empty for all. */
export interface Scope {
  readonly upstreams: readonly string[];
}

/**
 * The endpoints worth asking: their upstream is reached by a route, the config has not switched them off, and the user
 * has not narrowed the run to others.
 */
export function candidates(gateways: readonly Gateway[], scope: Scope): readonly Candidate[] {
  return gateways.flatMap((gateway) => {
    const routes = routesByUpstream(gateway);
    return gateway.upstreams.flatMap((upstream) => {
      const leading = routes.get(upstream.id) ?? [];
      if (leading.length === 0 || !isInScope(upstream, scope)) return [];
      return upstream.endpoints
        .filter((endpoint) => endpoint.intent.value === "active")
        .map((endpoint) => ({ gateway, upstream, endpoint, routes: leading }));
    });
  });
}

/** Names are compared as nginx and DNS do it: whatever their case. */
export function isInScope({ id, name }: Upstream, { upstreams }: Scope): boolean {
  const wanted = name.toLowerCase();
  return upstreams.length === 0 || upstreams.some((asked) => asked === id || asked.toLowerCase() === wanted);
}

/**
 * Endpoints that take no traffic, and whose names the gateway must resolve all the same when it starts: one name that
 * is not found there keeps the whole config from being loaded.
 */
export function namesAtStart(gateways: readonly Gateway[], scope: Scope): readonly Candidate[] {
  if (scope.upstreams.length > 0) return [];
  return gateways.flatMap((gateway) => {
    const routes = routesByUpstream(gateway);
    return gateway.upstreams.flatMap((upstream) =>
      upstream.endpoints
        .filter(({ resolution, intent }) => {
          const takesTraffic = routes.has(upstream.id) && intent.value === "active";
          return resolution.kind === "system" && resolution.when === undefined && !takesTraffic;
        })
        .map((endpoint) => ({ gateway, upstream, endpoint, routes: [] })),
    );
  });
}
