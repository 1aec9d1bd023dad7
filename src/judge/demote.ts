import type { Hypothesis } from "../model/conclusion.ts";
import type { Subject } from "../model/subject.ts";

/** Roots that only hit what nobody needs now: they will matter some day. */
export function demoteWhere(
  hypotheses: readonly Hypothesis[],
  isIdle: (subject: Subject) => boolean,
  severity: "warning" | "info" = "warning",
): readonly Hypothesis[] {
  return hypotheses.map((one) =>
    one.role === "root" && one.subjects.every(isIdle) ? { ...one, role: "latent", severity } : one,
  );
}
