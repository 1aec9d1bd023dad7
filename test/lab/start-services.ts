import { mkdirSync } from "node:fs";
import { startActor } from "./actor-process.ts";
import type { Running } from "./processes.ts";
import { startProgram } from "./programs/start-program.ts";
import type { NodeService, ProgramSpec, ServiceSpec } from "./service-spec.ts";
import type { World } from "./world.ts";

/** The kinds that are played by actor.ts. */
const PLAYED = new Set(["http", "tcp", "grpc", "fastcgi", "uwsgi", "rcode"]);

/** Starts all services of a world, ready when it returns. Node's share one process and so one entry. */
export async function startServices(
  specs: readonly ServiceSpec[],
  world: World,
  pki: string,
): Promise<Running[]> {
  const isBeside = (spec: NodeService): boolean => "onGateway" in spec;
  const node = specs.filter(isNode);
  const jobs: Promise<Running>[] = [];
  for (const [namespace, some] of [
    [world.services, node.filter((spec) => !isBeside(spec))],
    [world.gateway, node.filter(isBeside)],
  ] as const) {
    if (some.length > 0) {
      jobs.push(startActor(namespace, "serve", JSON.stringify(some), pki, world.dir));
    }
  }
  for (const [index, spec] of specs.entries()) {
    if (!isNode(spec)) {
      jobs.push(startOther(spec, world, index));
    }
  }
  return Promise.all(jobs);
}

function isNode(spec: ServiceSpec): spec is NodeService {
  return PLAYED.has(spec.kind);
}

async function startOther(
  spec: ProgramSpec | Extract<ServiceSpec, { kind: "stuck" }>,
  world: World,
  index: number,
): Promise<Running> {
  const namespace = "onGateway" in spec ? world.gateway : world.services;
  if (spec.kind === "stuck") {
    const frozen = await startActor(namespace, "freeze", spec.at);
    await startActor(namespace, "fill", spec.at);
    return frozen;
  }
  const dir = `${world.dir}/service-${index}`;
  mkdirSync(dir);
  return startProgram(spec, { namespace, dir });
}
