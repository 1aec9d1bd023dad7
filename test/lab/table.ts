import { CAUSES } from "../../src/model/cause.ts";
import type { Outcome } from "./play.ts";
import { textTable } from "./text-table.ts";

export interface Totals {
  readonly scenarios: number;
  readonly labErrors: number;
  readonly top1: number;
  readonly top3: number;
  /** Right first causes whose evidence holds, sentence by sentence. */
  readonly grounded: number;
  /** Faults about which nothing was said at all: no root cause. */
  readonly silent: number;
  readonly falseAlarms: number;
  readonly wrongVerdicts: number;
  readonly passed: number;
  readonly failed: number;
}

/** A scenario passes if its proof holds and, where uhc was asked, nothing in the report is other than expected. */
export const hasPassed = (one: Outcome): boolean =>
  one.labError === undefined &&
  (one.score === undefined || one.score.problems.length === 0) &&
  one.ungrounded.length === 0;

export function totals(outcomes: readonly Outcome[]): Totals {
  const count = (is: (one: Outcome) => boolean): number => outcomes.filter(is).length;
  return {
    scenarios: outcomes.length,
    labErrors: count((one) => one.labError !== undefined),
    top1: count((one) => one.score?.top1 === true),
    top3: count((one) => one.score?.top3 === true),
    grounded: count((one) => one.score?.top1 === true && one.ungrounded.length === 0),
    silent: count((one) => one.score !== undefined && isFault(one) && !saysRoot(one)),
    falseAlarms: count((one) => one.score?.falseAlarm === true),
    wrongVerdicts: count((one) => one.score?.wrongVerdict === true),
    passed: count(hasPassed),
    failed: count((one) => !hasPassed(one)),
  };
}

const isFault = (one: Outcome): boolean => one.entry.scenario.expect.firstCause !== null;
// score.said adds the role to every id that is no root.
const saysRoot = (one: Outcome): boolean => one.score?.said.some((id) => !id.includes("(")) === true;

const COLUMNS = [
  "layer",
  "scenarios",
  "top-1",
  "grounded",
  "top-3",
  "silent",
  "false alarms",
  "wrong verdicts",
  "median ms",
  "longest ms",
  "most asked",
];

/** The score by the layer of the true cause and by gateway; healthy systems, and worlds with noise, on lines of their own. */
export function scoreTable(outcomes: readonly Outcome[]): string {
  const noisy = outcomes.filter((one) => one.noisy);
  return textTable([
    COLUMNS,
    ...rowsBy(layerOf, outcomes),
    ...rowsBy((one) => `at ${gatewayOf(one)}`, outcomes),
    row("with noise", noisy),
    row("all", outcomes),
  ]);
}

function rowsBy(nameOf: (one: Outcome) => string, outcomes: readonly Outcome[]): readonly string[][] {
  const groups = new Map<string, Outcome[]>();
  for (const one of outcomes) groups.set(nameOf(one), [...(groups.get(nameOf(one)) ?? []), one]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, members]) => row(name, members));
}

/** nginx runs for real and reads nginx.conf; other gateways are named by their config file. */
function gatewayOf({ entry }: Outcome): string {
  return entry.scenario.configFile?.replace(/\.\w+$/, "") ?? "nginx";
}

function layerOf(outcome: Outcome): string {
  const cause = outcome.entry.scenario.expect.firstCause;
  return cause === null ? "healthy" : CAUSES[cause];
}

function row(name: string, members: readonly Outcome[]): string[] {
  const sum = totals(members);
  const times = members.flatMap((one) => (one.uhcMs === undefined ? [] : [one.uhcMs])).sort((a, b) => a - b);
  const time = (ms: number | undefined): string => (ms === undefined ? "-" : ms.toFixed(0));
  const { scenarios, top1, grounded, top3, silent, falseAlarms, wrongVerdicts } = sum;
  const counts = [scenarios, top1, grounded, top3, silent, falseAlarms, wrongVerdicts].map(String);
  const asked = Math.max(0, ...members.flatMap(({ tally }) => [...(tally?.connections.values() ?? [])]));
  return [name, ...counts, time(times[Math.floor(times.length / 2)]), time(times.at(-1)), String(asked)];
}

/** What went wrong, one scenario a paragraph. */
export function misses(outcomes: readonly Outcome[]): string {
  return outcomes
    .filter((one) => !hasPassed(one))
    .map((one) => {
      const { scenario, family } = one.entry;
      const title = `${family}/${scenario.id}   expected ${scenario.expect.firstCause ?? "healthy"}`;
      return [title, ...details(one)].join("\n    ");
    })
    .join("\n");
}

function details({ labError, score, ungrounded }: Outcome): string[] {
  if (labError !== undefined || score === undefined) {
    return [`lab error: ${labError}`];
  }
  const rank = score.top1
    ? []
    : [score.rank === 0 ? "true cause: not listed" : `true cause: rank ${score.rank}`];
  const said = `said: ${score.said.join(", ") || "no cause"}`;
  return [...score.problems, ...(score.top1 ? ungrounded : []), ...rank, said];
}
