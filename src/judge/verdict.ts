import type { Hypothesis, UpstreamState } from "../model/conclusion.ts";
import type { State } from "../model/report.ts";

const WORST_FIRST: readonly State[] = ["down", "degraded", "unknown", "healthy"];

/**
 * The worst upstream that takes traffic decides. A fault of the gateway itself takes everything down, and so does one of
 * an upstream that nobody reaches: nothing is asked of it but what would keep the config from being loaded.
 */
export function verdictOf(upstreams: readonly UpstreamState[], hypotheses: readonly Hypothesis[]): State {
  const reached = upstreams.filter((one) => one.isReached);
  const takesTraffic = new Set(reached.map(({ gateway, upstream }) => `${gateway.id}\n${upstream.id}`));
  const own = hypotheses
    .filter((one) => one.role === "root")
    .filter((one) =>
      one.subjects.some((subject) => !takesTraffic.has(`${subject.gateway}\n${subject.upstream}`)),
    )
    .map((one): State => (one.isPartial ? "degraded" : "down"));
  const states = [...own, ...reached.map((one) => one.state)];
  return WORST_FIRST.find((state) => states.includes(state)) ?? "unknown";
}
