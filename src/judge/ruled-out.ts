import type { CauseId } from "../model/cause.ts";
import type { Hypothesis } from "../model/conclusion.ts";
import type { Witness } from "./judge.ts";

/** A word against a cause that is weaker than this rules nothing out. */
const STRONG = 0.7;

/** Causes that something observed speaks strongly against, and nothing for. */
export function ruledOut(
  findings: readonly Witness[],
  standing: readonly Hypothesis[],
): readonly { readonly id: CauseId; readonly because: string }[] {
  const blamed = new Set(standing.map((one) => one.cause));
  const out = new Map<CauseId, string>();
  for (const { cause, stance, strength, evidence } of findings) {
    const because = evidence[0];
    if (
      stance === "against" &&
      strength >= STRONG &&
      !blamed.has(cause) &&
      !out.has(cause) &&
      because !== undefined
    )
      out.set(cause, because);
  }
  return [...out].map(([id, because]) => ({ id, because }));
}
