import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { apart } from "./gateway.ts";
import { keepRunning, run } from "./processes.ts";
import { within } from "./within.ts";
import type { World } from "./world.ts";

/** A unit for a scenario: Python that serves 200 at a port, unless told otherwise. */
export interface UnitParts {
  /** Default: a small web server at 127.0.0.1:8081. */
  readonly exec?: string;
  /** More lines of [Unit], of [Service], and a whole [Install]. */
  readonly unit?: string;
  readonly service?: string;
  readonly install?: string;
}

export const WEB = "/usr/bin/python3 -m http.server --bind 127.0.0.1 8081";

/** The text of a service unit that starts nothing but itself. */
export function serviceUnit({ exec = WEB, unit = "", service = "", install = "" }: UnitParts = {}): string {
  return `[Unit]\nDescription=Shop\nDefaultDependencies=no\n${unit}\n[Service]\nExecStart=${exec}\nRestart=no\n${service}\n${install}`;
}

const JOURNAL = ["systemd-journald.service", "systemd-journald.socket", "systemd-journald-dev-log.socket"];
const TARGET = "uhc-lab.target";

/**
 * Debian's own systemd as process 1 of a PID namespace, below the gateway's network namespace, with a control group and a
 * folder of units of its own: no unit of this machine is known to it. Its journal is in memory.
 */
export async function startSystemd(world: World, units: Readonly<Record<string, string>>): Promise<number> {
  const dir = `${world.dir}/systemd`;
  mkdirSync(`${dir}/units`, { recursive: true });
  const target = `[Unit]\nDefaultDependencies=no\nWants=${JOURNAL.join(" ")}\n`;
  for (const [name, text] of Object.entries({ [TARGET]: target, ...units }))
    writeFileSync(`${dir}/units/${name}`, text);
  writeFileSync(`${dir}/enter.sh`, enterScript(dir, groupOf(world)));
  writeFileSync(`${dir}/boot.sh`, bootScript(dir));
  const { pid } = await keepRunning(within(world.gateway, "sh", `${dir}/enter.sh`), (own) => isUp(own));
  return firstChild(pid) ?? 0;
}

function groupOf({ dir }: World): string {
  return basename(dir);
}

function enterScript(dir: string, group: string): string {
  return `set -e
mkdir ${dir}/cgroup
mount -t cgroup2 cgroup2 ${dir}/cgroup
mkdir ${dir}/cgroup/${group}
echo $$ > ${dir}/cgroup/${group}/cgroup.procs
exec unshare --pid --fork --kill-child=SIGKILL --mount --uts --ipc --cgroup --mount-proc sh ${dir}/boot.sh
`;
}

function bootScript(dir: string): string {
  return `mount --make-rprivate /
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/system /run/systemd/journald.conf.d
cp ${dir}/units/* ${JOURNAL.map((name) => `/lib/systemd/system/${name}`).join(" ")} /run/systemd/system/
printf '[Journal]\\nStorage=volatile\\nReadKMsg=no\\n' > /run/systemd/journald.conf.d/lab.conf
mount -t cgroup2 cgroup2 /sys/fs/cgroup
export container=lxc SYSTEMD_UNIT_PATH=/run/systemd/system
exec /lib/systemd/systemd --log-target=journal --show-status=0 --unit=${TARGET}
`;
}

function firstChild(pid: number): number | undefined {
  const path = `/proc/${pid}/task/${pid}/children`;
  const word = existsSync(path) ? readFileSync(path, "utf8").trim().split(" ")[0] : "";
  return word === undefined || word === "" ? undefined : Number(word);
}

function isUp(pid: number): boolean {
  const child = firstChild(pid);
  const at = `/proc/${child}/root/run/systemd`;
  return child !== undefined && existsSync(`${at}/private`) && existsSync(`${at}/journal/stdout`);
}

/** Runs systemctl there, to its end, however that is. */
export async function systemctl(pid: number, args: readonly string[]): Promise<string> {
  return (await run(apart(pid, "systemctl", "--no-pager", ...args))).stdout;
}

/** Waits, ten seconds at most, until a property of a unit fits. */
export async function untilUnit(pid: number, unit: string, property: string, fits: RegExp): Promise<void> {
  for (let patience = 100; patience > 0; patience--) {
    const value = await systemctl(pid, ["show", `--property=${property}`, "--value", unit]);
    if (fits.test(value.trim())) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${property} of ${unit} never fits ${fits}`);
}

/** Takes the control group away, once everything in it has ended. */
export function removeGroup(world: World): void {
  if (!existsSync(`${world.dir}/systemd`)) return;
  const group = `/mnt/${groupOf(world)}`;
  const script = `mount -t cgroup2 cgroup2 /mnt
for i in 1 2 3 4 5 6 7 8 9 10; do
  find ${group} -depth -type d -exec rmdir {} + 2>/dev/null
  [ -d ${group} ] || exit 0
  sleep 0.1
done`;
  spawnSync("unshare", ["--mount", "sh", "-c", script]);
}
