import type { Hypothesis, UpstreamState } from "../model/conclusion.ts";
import type { Route } from "../model/config.ts";
import type { State } from "../model/report.ts";
import { demoteWhere } from "./demote.ts";
import { endpointKey } from "./subject-set.ts";

/**
 * Whether requests whose answer somebody waits for come to an upstream now: copies never count, and what catches failures
 * counts while something fails.
 */
export function takesTraffic(routes: readonly Route[], somethingFails: boolean): boolean {
  return routes.some(({ purpose }) => purpose !== "mirror" && (purpose !== "error-page" || somethingFails));
}

/** Whether an upstream that clients do reach fails, so that its requests go to the error page. */
export function fails(state: State): boolean {
  return state === "down" || state === "degraded";
}

/** A fault where nobody's request comes hurts nobody now. */
export function demoteAsides(
  hypotheses: readonly Hypothesis[],
  upstreams: readonly UpstreamState[],
): readonly Hypothesis[] {
  const aside = new Set(
    upstreams
      .filter(({ isAside, isReached }) => isAside && !isReached)
      .map(({ gateway, upstream }) => endpointKey({ gateway: gateway.id, upstream: upstream.id })),
  );
  return demoteWhere(hypotheses, ({ gateway, upstream }) => aside.has(endpointKey({ gateway, upstream })));
}
