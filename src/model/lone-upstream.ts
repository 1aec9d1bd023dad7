import type { Gateway, Upstream } from "./config.ts";
import { routesByUpstream } from "./routes.ts";

/**
 * The upstream that any answer of the gateway's must come from: no route leads to another, and the gateway answers nothing
 * itself. Undefined where there are several, or none.
 */
export function loneUpstream(gateway: Gateway): Upstream | undefined {
  if (gateway.answersItself === true) return undefined;
  const routes = routesByUpstream(gateway);
  const reached = gateway.upstreams.filter(({ id }) => routes.has(id));
  return reached.length === 1 ? reached[0] : undefined;
}
