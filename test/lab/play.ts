import { mkdirSync, writeFileSync } from "node:fs";
import { askBaselines, type BaselineAnswer } from "./baselines/ask-baselines.ts";
import type { Entry } from "./catalogue.ts";
import { type Diagnosis, diagnose } from "./diagnose.ts";
import { ungrounded } from "./grounding.ts";
import { writeJournal } from "./journal.ts";
import { type Noise, type NoiseLevel, noiseFor } from "./noise.ts";
import { unpasteable } from "./pasteable.ts";
import type { Place, Scenario } from "./scenario.ts";
import { type Score, score } from "./score.ts";
import { setUp } from "./set-up.ts";
import { readTally, startTally, type Tally, tallyProblems } from "./tally.ts";
import { universe } from "./universe.ts";
import { makeWorld, type World } from "./world.ts";

export interface Outcome {
  readonly entry: Entry;
  /** Why the scenario is not what it claims to be: an error of the lab, not of uhc. */
  readonly labError: string | undefined;
  /** Absent where uhc was not asked. */
  readonly score: Score | undefined;
  readonly uhcMs: number | undefined;
  readonly wholeMs: number;
  readonly noisy: boolean;
  /** Sentences of the first cause's evidence that do not hold here. */
  readonly ungrounded: readonly string[];
  readonly tally: Tally | undefined;
  /** What the simpler ways said, where they were asked. */
  readonly baselines: readonly BaselineAnswer[];
}

export interface PlayOptions {
  readonly pki: string;
  /** Path of uhc's program; undefined: prove the scenarios only. */
  readonly uhc: string | undefined;
  /** More arguments for uhc. */
  readonly uhcArgs: readonly string[];
  /** Folder for the reports, where they are wanted. */
  readonly reports: string | undefined;
  readonly noise: NoiseLevel;
  readonly baselines: boolean;
  readonly bundles: boolean;
  /** Called while the world still stands, before it is removed. */
  readonly look?: (world: World) => Promise<void>;
}

type Result = Pick<Outcome, "labError" | "score" | "uhcMs" | "baselines" | "ungrounded" | "tally">;

/** More than this, uhc's own deadline included, is a scenario that hangs. */
const LIMIT_MS = 150_000;

/** Plays one scenario from the first namespace to the last comparison. Never throws, always cleans up. */
export async function play(entry: Entry, options: PlayOptions): Promise<Outcome> {
  const startedAt = performance.now();
  const stage: { world: World | undefined } = { world: undefined };
  const timer = options.look === undefined ? setTimeout(() => stage.world?.remove(), LIMIT_MS) : undefined;
  const { scenario } = entry;
  const noise = noiseFor(scenario, options.pki, options.noise);
  let result: Result;
  try {
    const { resolvConf = "", hosts = "" } = scenario;
    stage.world = await makeWorld({ ...scenario, resolvConf, hosts });
    result = await playIn(stage.world, scenario, noise, options);
  } catch (error) {
    result = nothing(error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
    stage.world?.remove();
  }
  return { entry, ...result, noisy: noise.config !== "", wholeMs: performance.now() - startedAt };
}

const nothing = (labError: string | undefined): Result => ({
  labError,
  score: undefined,
  uhcMs: undefined,
  baselines: [],
  ungrounded: [],
  tally: undefined,
});

async function playIn(world: World, scenario: Scenario, noise: Noise, options: PlayOptions): Promise<Result> {
  const place: Place = { dir: world.dir, pki: options.pki, noise: noise.config };
  const { problems, apart } = await setUp(scenario, world, place, noise);
  if (problems.length > 0) {
    await options.look?.(world);
    return nothing(problems.join("\n"));
  }
  const asked = options.uhc === undefined ? undefined : await askUhc(world, scenario, place, apart, options);
  const baselines = options.baselines ? await askBaselines(world, scenario, place) : [];
  await options.look?.(world);
  if (asked === undefined) {
    return { ...nothing(undefined), baselines };
  }
  const { diagnosis, tally } = asked;
  const scored = score(scenario.expect, diagnosis, place);
  const unfit = diagnosis.report === undefined ? [] : unpasteable(diagnosis.report);
  return {
    labError: undefined,
    score: { ...scored, problems: [...scored.problems, ...unfit, ...tallyProblems(tally)] },
    uhcMs: diagnosis.ms,
    baselines,
    ungrounded: ungroundedIn(diagnosis, scenario, place, noise),
    tally,
  };
}

async function askUhc(
  world: World,
  scenario: Scenario,
  place: Place,
  apart: number | undefined,
  options: PlayOptions,
): Promise<{ diagnosis: Diagnosis; tally: Tally }> {
  const args = [...(scenario.uhcArgs?.(place) ?? []), ...options.uhcArgs];
  if (scenario.journal !== undefined)
    await writeJournal(world, scenario.program ?? "nginx", scenario.journal(place));
  await startTally(world);
  const told = scenario.find === true ? [] : ["-c", `${world.dir}/${scenario.configFile ?? "nginx.conf"}`];
  const asNobody = scenario.asNobody === true;
  const diagnosis = await diagnose(world, options.uhc ?? "", [...told, ...args], {
    ...{ asNobody, apart, hasJournal: scenario.journal !== undefined },
    throughBundle: options.bundles,
  });
  const tally = await readTally(world);
  if (options.reports !== undefined) {
    mkdirSync(options.reports, { recursive: true });
    writeFileSync(`${options.reports}/${scenario.id}.json`, diagnosis.stdout);
    writeFileSync(`${options.reports}/${scenario.id}.stderr`, diagnosis.stderr);
  }
  return { diagnosis, tally };
}

function ungroundedIn(diagnosis: Diagnosis, scenario: Scenario, place: Place, noise: Noise): string[] {
  const first = diagnosis.report?.causes[0];
  const all = universe(scenario, place, noise);
  return first === undefined || first.role === "latent" ? [] : ungrounded(scenario.expect, place, first, all);
}
