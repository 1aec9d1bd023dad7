import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { apart } from "./gateway.ts";
import { keepRunning, mustRun } from "./processes.ts";
import { within } from "./within.ts";
import type { World } from "./world.ts";

/** A container for a scenario: the machine's own programs on a root of their own. */
export interface ContainerParts {
  readonly name: string;
  readonly network?: string;
  /** As `podman run --publish` takes it: "127.0.0.1:8081:80". */
  readonly publish?: string;
  /** More options of `podman run`. */
  readonly options?: readonly string[];
  /** Default: a small web server at port 80. */
  readonly command?: readonly string[];
}

export const web = (port = 80, address = "0.0.0.0"): readonly string[] => [
  ...["/usr/bin/python3", "-m", "http.server", "--bind", address, String(port)],
];

/** The arguments with which Podman makes and starts it. */
export function container(place: { readonly dir: string }, parts: ContainerParts): readonly string[] {
  const { name, network = "bridge", publish, options = [], command = web() } = parts;
  return [
    ...["run", "--detach", "--name", name, "--cgroups=disabled", "--network", network],
    ...(publish === undefined ? [] : ["--publish", publish]),
    ...["--volume", "/usr:/usr:ro", ...options, "--rootfs", `${place.dir}/podman/rootfs`, ...command],
  ];
}

/** Debian's nginx as a container, with the world's folder where it is outside too. */
export function nginxContainer(place: { readonly dir: string }, parts: Omit<ContainerParts, "command">) {
  const mounts = [`${place.dir}:${place.dir}`, "/etc/passwd:/etc/passwd:ro", "/etc/group:/etc/group:ro"];
  return container(place, {
    ...parts,
    options: [...mounts.flatMap((one) => ["--volume", one]), ...(parts.options ?? [])],
    command: ["/usr/sbin/nginx", "-c", `${place.dir}/nginx.conf`, "-g", "daemon off;"],
  });
}

/**
 * Debian's Podman as the only container engine of the gateway's host, in a PID namespace below the gateway's network namespace:
 * containers, networks, DNAT rules and names are real. Images are not: nothing is fetched. It answers at its usual socket.
 */
export async function startPodman(world: World, commands: readonly (readonly string[])[]): Promise<number> {
  const dir = `${world.dir}/podman`;
  const root = `${dir}/rootfs`;
  for (const name of ["usr", "proc", "sys", "dev", "etc", "tmp", "run", "var/log/nginx", "var/lib/nginx"])
    mkdirSync(`${root}/${name}`, { recursive: true });
  for (const name of ["bin", "lib", "lib64", "sbin"]) symlinkSync(`usr/${name}`, `${root}/${name}`);
  writeFileSync(`${dir}/containers.conf`, CONF.replaceAll("DIR", dir));
  writeFileSync(`${dir}/storage.conf`, STORAGE.replaceAll("DIR", dir));
  writeFileSync(`${dir}/boot.sh`, bootScript(dir));
  const unshare = ["unshare", "--pid", "--fork", "--kill-child=SIGKILL", "--mount", "--uts", "--ipc"];
  const boot = within(world.gateway, ...unshare, "--mount-proc", "sh", `${dir}/boot.sh`);
  const { pid } = await keepRunning(boot, (own) => isUp(own));
  const first = firstChild(pid) ?? 0;
  for (const command of commands) await podman(world, first, command);
  return first;
}

/** Runs Podman there, to its end. */
export async function podman(world: World, pid: number, args: readonly string[]): Promise<string> {
  return mustRun(apart(pid, "env", ...environment(`${world.dir}/podman`), "podman", ...args), {
    timeoutMs: 30_000,
  });
}

/** Waits, ten seconds at most, until a field of a container fits. */
export async function untilContainer(
  world: World,
  pid: number,
  name: string,
  field: string,
  fits: RegExp,
): Promise<void> {
  for (let patience = 30; patience > 0; patience--) {
    const value = await podman(world, pid, ["inspect", "--format", `{{${field}}}`, name]);
    if (fits.test(value.trim())) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${field} of ${name} never fits ${fits}`);
}

const environment = (dir: string): readonly string[] => [
  `CONTAINERS_CONF=${dir}/containers.conf`,
  `CONTAINERS_STORAGE_CONF=${dir}/storage.conf`,
];

const CONF = `[engine]
runtime = "crun"
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
network_config_dir = "DIR/networks"
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
`;

const STORAGE = `[storage]
driver = "vfs"
graphroot = "DIR/graph"
runroot = "DIR/run"
`;

/** Control groups are those of version 2 alone: crun takes no machine that has both. */
function bootScript(dir: string): string {
  return `mount --make-rprivate /
mount -t tmpfs tmpfs /run
mkdir -p /run/podman /run/netns /run/lock
mount -t cgroup2 cgroup2 /sys/fs/cgroup
exec env ${environment(dir).join(" ")} podman system service --time=0 unix:///run/podman/podman.sock
`;
}

function isUp(pid: number): boolean {
  return existsSync(`/proc/${firstChild(pid)}/root/run/podman/podman.sock`);
}

function firstChild(pid: number): number | undefined {
  const path = `/proc/${pid}/task/${pid}/children`;
  const word = existsSync(path) ? readFileSync(path, "utf8").trim().split(" ")[0] : "";
  return word === undefined || word === "" ? undefined : Number(word);
}
