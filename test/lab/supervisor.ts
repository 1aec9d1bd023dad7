import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { apart } from "./gateway.ts";
import { keepRunning, run } from "./processes.ts";
import { within } from "./within.ts";
import type { World } from "./world.ts";

/**
 * Debian's supervisord with these programs, in a PID namespace below the gateway's network namespace; its config lies where
 * Debian has it, and so does its socket, in folders that nobody else sees.
 */
export async function startSupervisor(world: World, programs: string): Promise<number> {
  const dir = `${world.dir}/supervisor`;
  mkdirSync(`${dir}/etc`, { recursive: true });
  writeFileSync(`${dir}/etc/supervisord.conf`, CONF.replaceAll("DIR", dir));
  mkdirSync(`${dir}/etc/conf.d`);
  writeFileSync(`${dir}/etc/conf.d/programs.conf`, programs);
  writeFileSync(`${dir}/boot.sh`, bootScript(dir));
  const unshare = ["unshare", "--pid", "--fork", "--kill-child=SIGKILL", "--mount", "--mount-proc"];
  const boot = within(world.gateway, ...unshare, "sh", `${dir}/boot.sh`);
  const { pid } = await keepRunning(boot, (own) =>
    existsSync(`/proc/${firstChild(own)}/root/run/supervisor.sock`),
  );
  return firstChild(pid) ?? 0;
}

/** Runs supervisorctl there, to its end, however that is. */
export async function supervisorctl(pid: number, args: readonly string[]): Promise<string> {
  return (await run(apart(pid, "supervisorctl", ...args))).stdout;
}

/** Waits, twelve seconds at most, until the line of a program fits. */
export async function untilProgram(pid: number, name: string, fits: RegExp): Promise<void> {
  for (let patience = 40; patience > 0; patience--) {
    if (fits.test(await supervisorctl(pid, ["status", name]))) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`the status of ${name} never fits ${fits}`);
}

const CONF = `[unix_http_server]
file=/run/supervisor.sock
[supervisord]
nodaemon=true
logfile=DIR/supervisord.log
childlogdir=DIR
pidfile=/run/supervisord.pid
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix:///run/supervisor.sock
[include]
files = conf.d/*.conf
`;

function bootScript(dir: string): string {
  return `mount --make-rprivate /
mount -t tmpfs tmpfs /run
mount --bind ${dir}/etc /etc/supervisor
exec supervisord -c /etc/supervisor/supervisord.conf
`;
}

function firstChild(pid: number): number | undefined {
  const path = `/proc/${pid}/task/${pid}/children`;
  const word = existsSync(path) ? readFileSync(path, "utf8").trim().split(" ")[0] : "";
  return word === undefined || word === "" ? undefined : Number(word);
}
