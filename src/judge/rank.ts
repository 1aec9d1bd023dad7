import type { Hypothesis } from "../model/conclusion.ts";
import type { Gateway, Route } from "../model/config.ts";
import { routesByUpstream } from "../model/routes.ts";
import { placeKey } from "../model/subject.ts";

const ROLE_ORDER = { root: 0, contributing: 1, latent: 2 } as const;
const SEVERITY_ORDER = { error: 0, warning: 1, info: 2 } as const;

/**
 * Order of the report: by role, then by confidence in steps of a tenth, then by what is taken down: routes, endpoints,
 * logged requests. What is left is decided by a fixed order, so that the same input gives the same report.
 */
export function rank(hypotheses: readonly Hypothesis[], gateways: readonly Gateway[]): readonly Hypothesis[] {
  const routesHit = routeCounter(gateways);
  const weighed = hypotheses.map(bounded).map((one) => ({
    one,
    routes: routesHit(one),
    endpoints: endpointsHit(one),
    requests: requestsHit(one),
    name: `${one.cause} ${one.ground}`,
  }));
  weighed.sort(
    (a, b) =>
      ROLE_ORDER[a.one.role] - ROLE_ORDER[b.one.role] ||
      step(b.one.confidence) - step(a.one.confidence) ||
      b.routes - a.routes ||
      b.endpoints - a.endpoints ||
      b.requests - a.requests ||
      SEVERITY_ORDER[a.one.severity] - SEVERITY_ORDER[b.one.severity] ||
      b.one.confidence - a.one.confidence ||
      (a.name < b.name ? -1 : 1),
  );
  return weighed.map(({ one }) => one);
}

/** Peers, however many routes lead to each. */
function endpointsHit({ subjects }: Hypothesis): number {
  return subjects.length === 1 ? 1 : new Set(subjects.map(placeKey)).size;
}

/** Claims that rest on a log say how many lines there were. */
function requestsHit({ args }: Hypothesis): number {
  return typeof args.times === "number" ? args.times : 0;
}

function step(confidence: number): number {
  return Math.floor(confidence * 10 + 1e-9);
}

/** Counts the routes that lead to what a cause hits; all of a gateway's where it hits the gateway itself. */
function routeCounter(gateways: readonly Gateway[]): (one: Hypothesis) => number {
  const byGateway = new Map(
    gateways.map((gateway) => [gateway.id, { gateway, routes: routesByUpstream(gateway) }]),
  );
  return ({ subjects }) => {
    const hit = new Set<Route>();
    for (const { gateway: id, upstream, route } of subjects) {
      const known = byGateway.get(id);
      const all = upstream === undefined ? known?.gateway.routes : known?.routes.get(upstream);
      for (const one of all ?? []) if (route === undefined || route === one.id) hit.add(one);
    }
    return hit.size;
  };
}

/** The role bounds the severity: a root is an error, everything else at most a warning. */
function bounded(one: Hypothesis): Hypothesis {
  if (one.role === "root") return { ...one, severity: "error" };
  return one.severity === "error" ? { ...one, severity: "warning" } : one;
}
