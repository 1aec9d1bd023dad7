import type { Hypothesis } from "../model/conclusion.ts";

/**
 * What makes a failure worse needs one. Asked once it is known which roots hurt somebody now: beside a dead mirror or an
 * idle backup alone, a busy host is none of anybody's trouble.
 */
export function besideRoots(hypotheses: readonly Hypothesis[]): readonly Hypothesis[] {
  const hasRoot = hypotheses.some(({ role }) => role === "root");
  return hasRoot ? hypotheses : hypotheses.filter(({ role }) => role !== "contributing");
}
