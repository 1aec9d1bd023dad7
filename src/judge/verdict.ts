import type { Hypothesis, UpstreamState } from "../model/conclusion.ts";
import type { State } from "../model/report.ts";

const WORST_FIRST: readonly State[] = ["down", "degraded", "unknown", "healthy"];

/** The worst upstream that takes traffic decides; a fault of the gateway itself takes everything down. */
export function verdictOf(upstreams: readonly UpstreamState[], hypotheses: readonly Hypothesis[]): State {
  const own = hypotheses
    .filter((one) => one.role === "root" && one.subjects.some((subject) => subject.upstream === undefined))
    .map((one): State => (one.isPartial ? "degraded" : "down"));
  const states = [...own, ...upstreams.filter((one) => one.isReached).map((one) => one.state)];
  return WORST_FIRST.find((state) => states.includes(state)) ?? "unknown";
}
