import type { Outcome } from "./play.ts";

/** Lower ends of the steps of confidence. */
const STEPS = [0, 0.5, 0.7, 0.8, 0.9, 0.95];

/**
 * How far the first cause's confidence can be trusted: for each step, how often it was right, and the Brier score
 * over all (mean square of confidence minus truth; 0 is perfect).
 */
export function calibration(outcomes: readonly Outcome[]): string {
  const said = outcomes.flatMap(({ score, entry }) =>
    score?.confidence === undefined || entry.scenario.expect.firstCause === null
      ? []
      : [{ confidence: score.confidence, right: score.top1 ? 1 : 0 }],
  );
  const brier =
    said.reduce((sum, one) => sum + (one.confidence - one.right) ** 2, 0) / Math.max(1, said.length);
  const lines = STEPS.map((from, at) => {
    const to = STEPS[at + 1] ?? Number.POSITIVE_INFINITY;
    const some = said.filter(({ confidence }) => confidence >= from && confidence < to);
    const right = some.filter((one) => one.right === 1).length;
    return `  from ${from.toFixed(2)}  ${right} of ${some.length} right`;
  });
  return ["confidence of the first cause", ...lines, `  Brier score ${brier.toFixed(3)}`, ""].join("\n");
}
