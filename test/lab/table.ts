import { CAUSES } from "../../src/model/cause.ts";
import type { Outcome } from "./play.ts";

export interface Totals {
  readonly scenarios: number;
  readonly labErrors: number;
  readonly top1: number;
  readonly top3: number;
  readonly falseAlarms: number;
  readonly wrongVerdicts: number;
  readonly passed: number;
  readonly failed: number;
}

/** A scenario passes if its proof holds and, where uhc was asked, nothing in the report is other than expected. */
export const hasPassed = (one: Outcome): boolean =>
  one.labError === undefined && (one.score === undefined || one.score.problems.length === 0);

export function totals(outcomes: readonly Outcome[]): Totals {
  const count = (is: (one: Outcome) => boolean): number => outcomes.filter(is).length;
  return {
    scenarios: outcomes.length,
    labErrors: count((one) => one.labError !== undefined),
    top1: count((one) => one.score?.top1 === true),
    top3: count((one) => one.score?.top3 === true),
    falseAlarms: count((one) => one.score?.falseAlarm === true),
    wrongVerdicts: count((one) => one.score?.wrongVerdict === true),
    passed: count(hasPassed),
    failed: count((one) => !hasPassed(one)),
  };
}

const COLUMNS = [
  "layer",
  "scenarios",
  "top-1",
  "top-3",
  "false alarms",
  "wrong verdicts",
  "median ms",
  "longest ms",
];

/** The score by the layer of the true cause, healthy systems on a line of their own. */
export function scoreTable(outcomes: readonly Outcome[]): string {
  const layers = [...new Set(outcomes.map(layerOf))].sort();
  const rows = layers.map((layer) =>
    row(
      layer,
      outcomes.filter((one) => layerOf(one) === layer),
    ),
  );
  const lines = [COLUMNS, ...rows, row("all", outcomes)];
  const widths = COLUMNS.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function layerOf(outcome: Outcome): string {
  const cause = outcome.entry.scenario.expect.firstCause;
  return cause === null ? "healthy" : CAUSES[cause];
}

function row(name: string, members: readonly Outcome[]): string[] {
  const sum = totals(members);
  const times = members.flatMap((one) => (one.uhcMs === undefined ? [] : [one.uhcMs])).sort((a, b) => a - b);
  const time = (ms: number | undefined): string => (ms === undefined ? "-" : ms.toFixed(0));
  const counts = [sum.scenarios, sum.top1, sum.top3, sum.falseAlarms, sum.wrongVerdicts].map(String);
  return [name, ...counts, time(times[Math.floor(times.length / 2)]), time(times.at(-1))];
}

/** What went wrong, one scenario a paragraph. */
export function misses(outcomes: readonly Outcome[]): string {
  return outcomes
    .filter((one) => !hasPassed(one))
    .map((one) => {
      const { scenario, family } = one.entry;
      const title = `${family}/${scenario.id}   expected ${scenario.expect.firstCause ?? "healthy"}`;
      const said = one.score === undefined ? [] : [`said: ${one.score.said.join(", ") || "no cause"}`];
      const problems =
        one.labError === undefined ? (one.score?.problems ?? []) : [`lab error: ${one.labError}`];
      return [title, ...problems, ...said].join("\n    ");
    })
    .join("\n");
}
