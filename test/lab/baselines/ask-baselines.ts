import { existsSync, readFileSync } from "node:fs";
import type { CauseId } from "../../../src/model/cause.ts";
import { run } from "../processes.ts";
import type { Place, Scenario } from "../scenario.ts";
import { within } from "../within.ts";
import type { World } from "../world.ts";
import { asCause, decodeLog } from "./decode-log.ts";

/** What a simpler way says about a world: a cause, or null for healthy. */
export interface BaselineAnswer {
  readonly name: "log alone" | "probes alone";
  readonly cause: CauseId | null;
  readonly ms: number;
}

const PROBE = "test/lab/baselines/probe.sh";
const PATIENCE_MS = 60_000;

/** Asks the error log alone, and a script of plain tools, which never reads the log. */
export async function askBaselines(
  world: World,
  scenario: Scenario,
  place: Place,
): Promise<BaselineAnswer[]> {
  const startedAt = performance.now();
  const file = `${world.dir}/error.log`;
  const cause = existsSync(file) ? decodeLog(readFileSync(file, "utf8"), Date.now()) : null;
  const ms = performance.now() - startedAt;
  return [{ name: "log alone", cause, ms }, await askProbe(world, scenario, place)];
}

/** The script that takes too long, or says nothing that is a cause, has found nothing. */
async function askProbe(world: World, scenario: Scenario, place: Place): Promise<BaselineAnswer> {
  const args = scenario.uhcArgs?.(place) ?? [];
  const health = args.includes("--health-path") ? [args[args.indexOf("--health-path") + 1] ?? "/"] : [];
  const argv = ["bash", PROBE, `${world.dir}/nginx.conf`, ...health];
  const { stdout, ms } = await run(within(world.gateway, ...argv), { timeoutMs: PATIENCE_MS });
  return { name: "probes alone", cause: asCause(stdout.trim()) ?? null, ms };
}
