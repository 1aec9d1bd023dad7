import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { baselineTable, type Compared } from "./baselines/baseline-table.ts";
import { calibration } from "./calibration.ts";
import { type Entry, loadScenarios } from "./catalogue.ts";
import { hasControlGroups } from "./control-group.ts";
import { readOptions, USAGE } from "./options.ts";
import { makeCertificates } from "./pki.ts";
import { type Outcome, type PlayOptions, play } from "./play.ts";
import { missingRequirements, packages } from "./requirements.ts";
import { hasPassed, misses, scoreTable, type Totals, totals } from "./table.ts";
import { removeAllWorlds, type World } from "./world.ts";

const isPossible = ({ scenario }: Entry): boolean =>
  scenario.needs !== "control-groups" || hasControlGroups();

/** The target: share of right first causes. No false alarm goes with it. */
const TOP1_TARGET = 0.95;
/** Share of wrong verdicts that is let through. */
const WRONG_VERDICTS = 0.01;

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (typeof options === "string") {
    process.stderr.write(options);
    return options === USAGE ? 0 : 2;
  }
  if (options.packages) {
    process.stdout.write(`${packages().join(" ")}\n`);
    return 0;
  }
  const entries = (await loadScenarios()).filter(
    (entry) => isWanted(entry, options.filters) && isPossible(entry),
  );
  if (options.list) {
    process.stdout.write(list(entries));
    return 0;
  }
  if (entries.length === 0) {
    process.stderr.write(`no scenario's family/id contains ${options.filters.join(" or ")}\n`);
    return 2;
  }
  const missing = missingRequirements();
  if (missing.length > 0) {
    process.stdout.write(`lab not run: this machine lacks ${missing.join(", ")}\n`);
    return process.env.CI === undefined ? 0 : 1;
  }
  const pki = mkdtempSync(join(tmpdir(), `uhc-lab-${process.pid}-pki-`));
  chmodSync(pki, 0o755);
  cleanUpAtTheEnd(pki);
  await makeCertificates(pki);
  const outcomes = await playAll(entries, options.jobs, {
    pki,
    uhc: options.prove ? undefined : options.uhc,
    uhcArgs: options.with,
    reports: options.reports,
    noise: options.noise,
    baselines: options.baselines,
    bundles: options.bundles,
    ...(options.keep ? { look } : {}),
  });
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify(outcomes.map(record), null, 2)}\n`);
  }
  return tell(outcomes, options.prove);
}

const isWanted = ({ family, scenario }: Entry, filters: readonly string[]): boolean =>
  filters.length === 0 || filters.some((filter) => `${family}/${scenario.id}`.includes(filter));

function list(entries: readonly Entry[]): string {
  const healthy = entries.filter(({ scenario }) => scenario.expect.firstCause === null).length;
  const lines = entries.map(
    ({ family, scenario }) =>
      `${family}/${scenario.id}   ${scenario.headline} → ${scenario.expect.firstCause ?? "healthy"}`,
  );
  return `${lines.join("\n")}\n${entries.length - healthy} faults, ${healthy} healthy\n`;
}

function cleanUpAtTheEnd(pki: string): void {
  process.on("exit", () => {
    removeAllWorlds();
    rmSync(pki, { recursive: true, force: true });
  });
  process.on("SIGINT", () => process.exit(130));
  process.on("SIGTERM", () => process.exit(143));
  process.on("SIGHUP", () => process.exit(129));
}

/** Scenarios side by side; then, one by one, those that measure time. */
async function playAll(entries: readonly Entry[], jobs: number, options: PlayOptions): Promise<Outcome[]> {
  const outcomes = new Map<Entry, Outcome>();
  const work = async (queue: Entry[]): Promise<void> => {
    for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
      const outcome = await play(entry, options);
      outcomes.set(entry, outcome);
      progress(outcome);
    }
  };
  const together = entries.filter(({ scenario }) => scenario.timing !== true);
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, () => work(together)));
  await work(entries.filter(({ scenario }) => scenario.timing === true));
  // A miss beside another world on a busy machine may be the machine's: it counts if it misses alone as well.
  const missed = entries.filter((entry) => !isRight(outcomes.get(entry)));
  process.stderr.write(missed.length === 0 ? "" : `\n${missed.length} played once more, alone\n`);
  await work(missed);
  return entries.flatMap((entry) => outcomes.get(entry) ?? []);
}

const isRight = (outcome: Outcome | undefined): boolean => outcome !== undefined && hasPassed(outcome);

function progress(outcome: Outcome): void {
  const { family, scenario } = outcome.entry;
  const mark = hasPassed(outcome) ? "ok  " : outcome.labError === undefined ? "MISS" : "LAB ";
  const uhc = outcome.uhcMs === undefined ? "" : `   uhc ${outcome.uhcMs.toFixed(0)} ms`;
  process.stderr.write(`${mark} ${family}/${scenario.id}   ${outcome.wholeMs.toFixed(0)} ms${uhc}\n`);
}

/** Lets a person look around in a world that stands. */
async function look(world: World): Promise<void> {
  process.stderr.write(`  files    ${world.dir}\n`);
  process.stderr.write(`  gateway  ip netns exec ${world.gateway} sh\n`);
  process.stderr.write(`  services ip netns exec ${world.services} sh\n  Enter to go on\n`);
  await new Promise((resolve) => process.stdin.resume().once("data", resolve));
  process.stdin.pause();
}

function record(outcome: Outcome): object {
  const { entry, tally, ...rest } = outcome;
  const asked = { connections: [...(tally?.connections ?? [])], requests: [...(tally?.requests ?? [])] };
  return { asked, id: entry.scenario.id, family: entry.family, expected: entry.scenario.expect, ...rest };
}

function compared({ entry, score, uhcMs, baselines }: Outcome): Compared {
  const { firstCause, alsoAcceptable = [] } = entry.scenario.expect;
  return {
    right: firstCause === null ? [] : [firstCause, ...alsoAcceptable],
    uhc:
      score === undefined ? undefined : { right: score.top1, falseAlarm: score.falseAlarm, ms: uhcMs ?? 0 },
    baselines,
  };
}

function tell(outcomes: readonly Outcome[], proofOnly: boolean): number {
  const sum = totals(outcomes);
  const missed = misses(outcomes);
  process.stdout.write(missed === "" ? "" : `\n${missed}\n`);
  if (!proofOnly) {
    process.stdout.write(`\n${scoreTable(outcomes)}\n`);
  }
  if (outcomes.some(({ baselines }) => baselines.length > 0)) {
    process.stdout.write(`\n${baselineTable(outcomes.map(compared))}\n`);
  }
  const isMet = proofOnly ? sum.labErrors === 0 : judgeTarget(sum, outcomes);
  process.stdout.write(`\n${sum.passed} passed, ${sum.failed} failed\n`);
  return isMet ? 0 : 1;
}

/**
 * Says whether the target is met: the share of right first causes and of right verdicts, and no false alarm at all. An
 * error of the lab itself is no result.
 */
function judgeTarget(sum: Totals, outcomes: readonly Outcome[]): boolean {
  const share = sum.scenarios === 0 ? 0 : sum.top1 / sum.scenarios;
  const wrong = sum.wrongVerdicts / Math.max(1, sum.scenarios);
  const isAccurate = share >= TOP1_TARGET && wrong <= WRONG_VERDICTS && sum.falseAlarms === 0;
  const isMet = isAccurate && sum.labErrors === 0;
  const counts = [
    `top-1 ${(100 * share).toFixed(1)} %`,
    `grounded ${(100 * (sum.grounded / Math.max(1, sum.scenarios))).toFixed(1)} %`,
    `top-3 ${(100 * (sum.top3 / Math.max(1, sum.scenarios))).toFixed(1)} %`,
    `${sum.falseAlarms} false alarms`,
    `${sum.wrongVerdicts} wrong verdicts`,
    `${sum.labErrors} errors of the lab`,
  ];
  process.stdout.write(`\n${calibration(outcomes)}\n`);
  process.stdout.write(`target ${isMet ? "met" : "missed"}: ${counts.join(", ")}\n`);
  return isMet;
}

// A root shell that is no login shell may lack them (Debian's su).
process.env.PATH = `${process.env.PATH}:/usr/sbin:/sbin`;
const code = await main();
// a pipe may not have taken all of it yet
process.stdout.write("", () => process.exit(code));
