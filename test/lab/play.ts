import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Entry } from "./catalogue.ts";
import { diagnose } from "./diagnose.ts";
import { startGateway } from "./gateway.ts";
import type { Running } from "./processes.ts";
import { prove } from "./prove.ts";
import type { Control, Place, Scenario } from "./scenario.ts";
import { type Score, score } from "./score.ts";
import { startServices } from "./start-services.ts";
import { makeWorld, type World } from "./world.ts";

export interface Outcome {
  readonly entry: Entry;
  /** Why the scenario is not what it claims to be: an error of the lab, not of uhc. */
  readonly labError: string | undefined;
  /** Absent where uhc was not asked. */
  readonly score: Score | undefined;
  readonly uhcMs: number | undefined;
  readonly wholeMs: number;
}

export interface PlayOptions {
  readonly pki: string;
  /** Path of uhc's program; undefined: prove the scenarios only. */
  readonly uhc: string | undefined;
  /** More arguments for uhc. */
  readonly uhcArgs: readonly string[];
  /** Folder for the reports, where they are wanted. */
  readonly reports: string | undefined;
  /** Called while the world still stands, before it is removed. */
  readonly look?: (world: World) => Promise<void>;
}

/** More than this, uhc's own deadline included, is a scenario that hangs. */
const LIMIT_MS = 150_000;

/** Plays one scenario from the first namespace to the last comparison. Never throws, always cleans up. */
export async function play(entry: Entry, options: PlayOptions): Promise<Outcome> {
  const startedAt = performance.now();
  const stage: { world: World | undefined } = { world: undefined };
  const timer = options.look === undefined ? setTimeout(() => stage.world?.remove(), LIMIT_MS) : undefined;
  const nothing = { score: undefined, uhcMs: undefined };
  let outcome: Pick<Outcome, "labError" | "score" | "uhcMs">;
  try {
    const { scenario } = entry;
    const { resolvConf = "", hosts = "" } = scenario;
    stage.world = await makeWorld({ ...scenario, resolvConf, hosts });
    outcome = await playIn(stage.world, scenario, options);
  } catch (error) {
    outcome = { ...nothing, labError: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
    stage.world?.remove();
  }
  return { entry, ...outcome, wholeMs: performance.now() - startedAt };
}

async function playIn(
  world: World,
  scenario: Scenario,
  options: PlayOptions,
): Promise<Pick<Outcome, "labError" | "score" | "uhcMs">> {
  const problems = await setUp(scenario, world, options.pki);
  if (problems.length > 0 || options.uhc === undefined) {
    await options.look?.(world);
    const labError = problems.length > 0 ? problems.join("\n") : undefined;
    return { labError, score: undefined, uhcMs: undefined };
  }
  const place: Place = { dir: world.dir, pki: options.pki };
  const args = [...(scenario.uhcArgs?.(place) ?? []), ...options.uhcArgs];
  const diagnosis = await diagnose(world, options.uhc, args, scenario.asNobody === true);
  if (options.reports !== undefined) {
    mkdirSync(options.reports, { recursive: true });
    writeFileSync(`${options.reports}/${scenario.id}.json`, diagnosis.stdout);
    writeFileSync(`${options.reports}/${scenario.id}.stderr`, diagnosis.stderr);
  }
  await options.look?.(world);
  return { labError: undefined, score: score(scenario.expect, diagnosis, place), uhcMs: diagnosis.ms };
}

/** Builds the system and gives what is wrong with its proof. */
async function setUp(scenario: Scenario, world: World, pki: string): Promise<string[]> {
  const place: Place = { dir: world.dir, pki };
  const files = { "nginx.conf": scenario.config(place), ...scenario.files?.(place) };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(`${world.dir}/${name}`), { recursive: true });
    writeFileSync(`${world.dir}/${name}`, text);
  }
  let gateway: Running | undefined;
  let services: Running[] = [];
  const control: Control = {
    stopGateway: async () => gateway?.stop(),
    stopService: async (index) => services[index]?.stop(),
    signalService: (index, signal) => services[index]?.signal(signal),
    signalGateway: (signal) => {
      gateway?.signal(signal);
      return gateway?.pid ?? 0;
    },
  };
  await scenario.before?.(place, control);
  services = await startServices(scenario.services?.(place) ?? [], world, pki);
  if (scenario.gateway ?? "ask" in scenario.proof) {
    gateway = await startGateway(world);
  }
  await scenario.running?.(place, control);
  const problems = await prove(scenario.proof, world);
  if (problems.length === 0) {
    await scenario.proven?.(place, control);
  }
  return problems;
}
