import type { Hypothesis, UpstreamState } from "../model/conclusion.ts";

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
          .map(({ endpoint }) => JSON.stringify([gateway.id, upstream.id, endpoint])),
      ),
  );
  return hypotheses.map((one) => {
    const onIdleAlone = one.subjects.every(({ gateway, upstream, endpoint }) =>
      idle.has(JSON.stringify([gateway, upstream, endpoint])),
    );
    return onIdleAlone && one.role === "root" ? { ...one, role: "latent", severity: "warning" } : one;
  });
}
