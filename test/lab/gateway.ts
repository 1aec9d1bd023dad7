import { existsSync, readFileSync } from "node:fs";
import { keepRunning, type Running, run } from "./processes.ts";
import { areListening } from "./programs/listening.ts";
import type { GatewayProgram } from "./scenario.ts";
import { within } from "./within.ts";
import type { World } from "./world.ts";

export interface StartOptions {
  /** A process in whose PID namespace nginx is started. */
  readonly beside?: number | undefined;
  /** What it says on stderr is kept, in error.log. */
  readonly keepsOutput?: boolean;
}

/** Starts the gateway as Debian does, but in the foreground. */
export function startGateway(
  world: World,
  program: GatewayProgram,
  { beside, keepsOutput = false }: StartOptions = {},
): Promise<Running> {
  const output = keepsOutput ? `>>${world.dir}/error.log` : ">/dev/null";
  const start = {
    nginx: () => startNginx(world, beside, output),
    haproxy: () => startHaproxy(world),
    caddy: () => startCaddy(world, output),
  } as const satisfies Record<GatewayProgram, () => Promise<Running>>;
  return start[program]();
}

/** What a unit of Debian's runs; what it stores stays in the world's folder. */
function startCaddy(world: World, output: string): Promise<Running> {
  const home = `HOME=${world.dir} XDG_DATA_HOME=${world.dir} XDG_CONFIG_HOME=${world.dir}`;
  const command = `${home} exec caddy run --config ${world.dir}/Caddyfile 2${output}`;
  return keepRunning(within(world.gateway, "sh", "-c", command), (pid) => areListening(pid, "[::]:8080"));
}

/** Master and worker, as Debian's unit has them; what it logs to stdout goes to the file of the proof. */
function startHaproxy(world: World): Promise<Running> {
  const command = `exec haproxy -Ws -p ${world.dir}/haproxy.pid -f ${world.dir}/haproxy.cfg >>${world.dir}/error.log 2>&1`;
  return keepRunning(within(world.gateway, "sh", "-c", command), (pid) => areListening(pid, "0.0.0.0:8080"));
}

function startNginx(world: World, beside: number | undefined, output: string): Promise<Running> {
  const argv = ["nginx", "-c", `${world.dir}/nginx.conf`, "-g", "daemon off;"];
  // its pid file then holds an id that means nothing out here
  if (beside !== undefined)
    return keepRunning(apart(beside, ...argv), () => existsSync(`${world.dir}/nginx.pid`));
  const command = ["sh", "-c", `exec "$@" 2${output}`, "sh", ...argv];
  return keepRunning(within(world.gateway, ...command), () => hasWorkers(`${world.dir}/nginx.pid`));
}

/**
 * A process that does nothing, in a PID namespace of its own below the gateway's network namespace: those who enter it
 * see no process of any other world.
 */
export async function startApart(world: World): Promise<number> {
  const unshare = ["unshare", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc"];
  const idle = ["sh", "-c", "echo ready; exec sleep 600"];
  const { pid } = await keepRunning(within(world.gateway, ...unshare, ...idle), /^ready/);
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim());
}

/** Runs a program beside that process. */
export const apart = (pid: number, ...argv: readonly string[]): string[] => [
  ...["nsenter", `--target=${pid}`, "--pid", "--mount", "--net", `--wd=${process.cwd()}`, "--"],
  ...argv,
];

/**
 * nginx writes its pid file once it listens, but a signal between that moment and the start of the first worker is
 * kept and not acted on until another one comes (ngx_process_cycle.c: the flag is set, then `sigsuspend` waits).
 */
function hasWorkers(pidFile: string): boolean {
  const pid = existsSync(pidFile) ? readFileSync(pidFile, "utf8").trim() : "";
  return pid !== "" && readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8") !== "";
}

/** What `nginx -t`, `haproxy -c` or `caddy validate` says, or undefined where it accepts the config. */
export async function refusal({ dir, gateway }: World, program: GatewayProgram): Promise<string | undefined> {
  const tests = {
    nginx: ["nginx", "-t", "-c", `${dir}/nginx.conf`],
    haproxy: ["haproxy", "-c", "-f", `${dir}/haproxy.cfg`],
    caddy: ["env", `HOME=${dir}`, "caddy", "validate", "--config", `${dir}/Caddyfile`],
  } as const satisfies Record<GatewayProgram, readonly string[]>;
  const ended = await run(within(gateway, ...tests[program]));
  return ended.code === 0 ? undefined : ended.stderr;
}
