import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { keepRunning, type Running } from "./processes.ts";
import type { NodeService, ServiceSpec } from "./service-spec.ts";
import type { World } from "./world.ts";

/** The bundled twin of actor.ts, beside the bundled lab. */
export const ACTOR = fileURLToPath(new URL("./actor.mjs", import.meta.url));

/** Runs a program in a namespace. */
export const within = (namespace: string, ...argv: readonly string[]): string[] => [
  ...["ip", "netns", "exec", namespace],
  ...argv,
];

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
      jobs.push(actor(namespace, "serve", JSON.stringify(some), pki));
    }
  }
  for (const [index, spec] of specs.entries()) {
    if (!isNode(spec)) {
      jobs.push(startProgram(spec, world, index));
    }
  }
  return Promise.all(jobs);
}

function isNode(spec: ServiceSpec): spec is NodeService {
  return !["stuck", "nginx", "openssl", "dnsmasq"].includes(spec.kind);
}

const actor = (namespace: string, ...argv: readonly string[]): Promise<Running> =>
  keepRunning(within(namespace, process.execPath, ACTOR, ...argv), /^ready/m);

type Program = Exclude<ServiceSpec, NodeService>;

async function startProgram(spec: Program, world: World, index: number): Promise<Running> {
  switch (spec.kind) {
    case "stuck": {
      const frozen = await actor(world.services, "freeze", spec.at);
      await actor(world.services, "fill", spec.at);
      return frozen;
    }
    case "nginx":
      return startNginxService(spec.http, world, index);
    case "openssl": {
      const argv = ["openssl", "s_server", "-accept", spec.at, "-www", ...spec.args];
      return keepRunning(within(world.services, ...argv), /ACCEPT/);
    }
    case "dnsmasq":
      return startDnsmasq(spec.at, spec.options, world, index);
  }
}

function startNginxService(http: string, world: World, index: number): Promise<Running> {
  const dir = `${world.dir}/service-${index}`;
  mkdirSync(dir);
  const logs = `access_log off;\n${http}`;
  const conf = `pid ${dir}/nginx.pid;\nerror_log ${dir}/error.log;\nevents {}\nhttp {\n${logs}\n}\n`;
  writeFileSync(`${dir}/nginx.conf`, conf);
  const argv = ["nginx", "-p", dir, "-c", `${dir}/nginx.conf`, "-g", "daemon off;"];
  return keepRunning(within(world.services, ...argv), () => existsSync(`${dir}/nginx.pid`));
}

function startDnsmasq(at: string, options: readonly string[], world: World, index: number): Promise<Running> {
  const file = `${world.dir}/dnsmasq-${index}.conf`;
  const fixed = [
    "no-resolv",
    "no-hosts",
    "bind-interfaces",
    "user=root",
    "pid-file=",
    `listen-address=${at}`,
  ];
  writeFileSync(file, `${[...fixed, ...options].join("\n")}\n`);
  return keepRunning(
    within(world.services, "dnsmasq", "-k", "--log-facility=-", "-C", file),
    /started, version/,
  );
}
