import type { Hypothesis } from "../model/conclusion.ts";

const ROLE_ORDER = { root: 0, contributing: 1, latent: 2 } as const;
const SEVERITY_ORDER = { error: 0, warning: 1, info: 2 } as const;

/**
 * Order of the report: by role, then by confidence in steps of a tenth, then by what is taken down, then by a fixed
 * order, so that the same input gives the same report.
 */
export function rank(hypotheses: readonly Hypothesis[]): readonly Hypothesis[] {
  return hypotheses
    .map(bounded)
    .sort(
      (a, b) =>
        ROLE_ORDER[a.role] - ROLE_ORDER[b.role] ||
        step(b.confidence) - step(a.confidence) ||
        SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] ||
        b.subjects.length - a.subjects.length ||
        b.confidence - a.confidence ||
        (`${a.cause} ${a.ground}` < `${b.cause} ${b.ground}` ? -1 : 1),
    );
}

function step(confidence: number): number {
  return Math.round(confidence * 10);
}

/** The role bounds the severity: a root is an error, everything else at most a warning. */
function bounded(one: Hypothesis): Hypothesis {
  if (one.role === "root") return { ...one, severity: "error" };
  return one.severity === "error" ? { ...one, severity: "warning" } : one;
}
