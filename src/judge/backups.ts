import type { Hypothesis, UpstreamState } from "../model/conclusion.ts";
import { demoteWhere } from "./demote.ts";
import { endpointKey } from "./subject-set.ts";

/** Fault of a backup that nobody needs now: it will matter on the day on which the primaries fail. */
export function demoteIdleBackups(
  hypotheses: readonly Hypothesis[],
  upstreams: readonly UpstreamState[],
): readonly Hypothesis[] {
  const idle = new Set(
    upstreams
      .filter(({ state }) => state === "healthy")
      .flatMap(({ gateway, upstream }) =>
        upstream.endpoints
          .filter(({ role }) => role === "backup")
          .map(({ endpoint }) => endpointKey({ gateway: gateway.id, upstream: upstream.id, endpoint })),
      ),
  );
  return demoteWhere(hypotheses, (subject) => idle.has(endpointKey(subject)));
}
