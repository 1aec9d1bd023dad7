import { existsSync, readFileSync } from "node:fs";
import { keepRunning, type Running, run } from "./processes.ts";
import { areListening } from "./programs/listening.ts";
import type { GatewayProgram } from "./scenario.ts";
import { within } from "./within.ts";
import type { World } from "./world.ts";

/** Starts the gateway as Debian does, but in the foreground; nginx beside a process, in its PID namespace. */
export function startGateway(world: World, program: GatewayProgram, beside?: number): Promise<Running> {
  return program === "haproxy" ? startHaproxy(world) : startNginx(world, beside);
}

/** Master and worker, as Debian's unit has them; what it logs to stdout goes to the file of the proof. */
function startHaproxy(world: World): Promise<Running> {
  const command = `exec haproxy -Ws -p ${world.dir}/haproxy.pid -f ${world.dir}/haproxy.cfg >>${world.dir}/error.log 2>&1`;
  return keepRunning(within(world.gateway, "sh", "-c", command), (pid) => areListening(pid, "0.0.0.0:8080"));
}

function startNginx(world: World, beside: number | undefined): Promise<Running> {
  const argv = ["nginx", "-c", `${world.dir}/nginx.conf`, "-g", "daemon off;"];
  // its pid file then holds an id that means nothing out here
  if (beside !== undefined)
    return keepRunning(apart(beside, ...argv), () => existsSync(`${world.dir}/nginx.pid`));
  return keepRunning(within(world.gateway, ...argv), () => hasWorkers(`${world.dir}/nginx.pid`));
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

/** What `nginx -t` or `haproxy -c` says, or undefined where it accepts the config. */
export async function refusal(world: World, program: GatewayProgram): Promise<string | undefined> {
  const argv =
    program === "haproxy"
      ? ["haproxy", "-c", "-f", `${world.dir}/haproxy.cfg`]
      : ["nginx", "-t", "-c", `${world.dir}/nginx.conf`];
  const ended = await run(within(world.gateway, ...argv));
  return ended.code === 0 ? undefined : ended.stderr;
}
