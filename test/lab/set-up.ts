import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Cast, control } from "./control.ts";
import { startApart, startGateway } from "./gateway.ts";
import type { Noise } from "./noise.ts";
import { startPodman } from "./podman.ts";
import { prove } from "./prove.ts";
import type { Place, Scenario } from "./scenario.ts";
import { startServices } from "./start-services.ts";
import { startSupervisor } from "./supervisor.ts";
import { startSystemd } from "./systemd.ts";
import type { World } from "./world.ts";

export interface Stage {
  /** What is wrong with the scenario's proof. */
  readonly problems: readonly string[];
  /** A process in the gateways' own PID namespace, where they have one. */
  readonly apart: number | undefined;
}

/** Builds the system and proves it. */
export async function setUp(scenario: Scenario, world: World, place: Place, noise: Noise): Promise<Stage> {
  writeFiles(scenario, world, place, noise);
  const isApart = scenario.find === true;
  const program = scenario.program ?? "nginx";
  const cast: Cast = {
    gateway: undefined,
    services: [],
    apart: isApart ? await startApart(world) : await hostOf(scenario, world, place),
  };
  const hands = control(world, cast);
  await scenario.before?.(place, hands);
  [cast.services] = await Promise.all([
    startServices(scenario.services?.(place) ?? [], world, place.pki),
    startServices(noise.services, world, place.pki),
  ]);
  if (scenario.gateway ?? (!isApart && "ask" in scenario.proof)) {
    cast.gateway = await startGateway(world, program, {
      beside: cast.apart,
      keepsOutput: scenario.journal !== undefined,
    });
  }
  await scenario.running?.(place, hands);
  const problems = await prove(scenario.proof, world, program, noise.errorLog);
  if (problems.length === 0) {
    await scenario.proven?.(place, hands);
  }
  return { problems, apart: cast.apart };
}

/** What keeps services on the gateway's host, where the scenario has something for it to keep. */
async function hostOf(
  { units, containers, programs }: Scenario,
  world: World,
  place: Place,
): Promise<number | undefined> {
  if (units !== undefined) return startSystemd(world, units(place));
  if (containers !== undefined) return startPodman(world, containers(place));
  return programs === undefined ? undefined : startSupervisor(world, programs(place));
}

function writeFiles(scenario: Scenario, world: World, place: Place, noise: Noise): void {
  const name = scenario.configFile ?? "nginx.conf";
  const files = { [name]: scenario.config(place), ...scenario.files?.(place) };
  if (noise.config !== "") {
    writeFileSync(`${world.dir}/error.log`, noise.errorLog);
    writeFileSync(`${world.dir}/access.log`, noise.accessLog);
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(`${world.dir}/${name}`), { recursive: true });
    appendFileSync(`${world.dir}/${name}`, text);
  }
}
