import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { removeControlGroups } from "./control-group.ts";
import { mustRun } from "./processes.ts";
import type { Scenario } from "./scenario.ts";
import { removeGroup } from "./systemd.ts";

/** Two network namespaces with one wire between them, and a folder. */
export interface World {
  readonly dir: string;
  readonly gateway: string;
  readonly services: string;
  /** Ends every process in its namespaces and removes all it made. Safe to call twice, and while dying. */
  readonly remove: () => void;
}

export interface WorldOptions {
  readonly resolvConf: string;
  readonly hosts: string;
  readonly gatewayFirewall?: string;
  readonly serviceFirewall?: string;
  readonly gatewayCommands?: readonly string[];
  readonly gatewayLinks?: string;
  readonly gatewayKernel?: Readonly<Record<string, string>>;
  readonly disks?: Scenario["disks"];
}

const standing = new Set<World>();
let made = 0;

/** Removes whatever still stands; for signals and the end of the process. */
export function removeAllWorlds(): void {
  for (const world of standing) {
    world.remove();
  }
}

/** Makes a world with the addresses that scenario.ts promises. */
export async function makeWorld(options: WorldOptions): Promise<World> {
  const name = `uhc-lab-${process.pid}-${++made}`;
  const [gateway, services] = [`${name}-gw`, `${name}-svc`];
  const dir = mkdtempSync(join(tmpdir(), `${name}-`));
  chmodSync(dir, 0o755);
  const world: World = {
    dir,
    gateway,
    services,
    remove: () => {
      standing.delete(world);
      removeNamespace(gateway);
      removeNamespace(services);
      removeControlGroups(basename(dir));
      for (const disk of Object.keys(options.disks ?? {})) {
        quietly("umount", "--lazy", `${dir}/${disk}`);
      }
      removeGroup(world);
      rmSync(dir, { recursive: true, force: true });
    },
  };
  standing.add(world);
  mkdirSync(`/etc/netns/${gateway}`, { recursive: true });
  writeFileSync(`/etc/netns/${gateway}/resolv.conf`, `${options.resolvConf}\n`);
  writeFileSync(`/etc/netns/${gateway}/hosts`, `127.0.0.1 localhost\n::1 localhost\n${options.hosts}\n`);
  await mustRun(["ip", "-batch", "-"], { input: `netns add ${gateway}\nnetns add ${services}\n` });
  await mustRun(["ip", "-n", services, "-batch", "-"], { input: servicesLinks(gateway) });
  await mustRun(["ip", "-n", gateway, "-batch", "-"], {
    input: `${GATEWAY_LINKS}${options.gatewayLinks ?? ""}\n`,
  });
  for (const [path, value] of Object.entries(options.gatewayKernel ?? {})) {
    await mustRun(["ip", "netns", "exec", gateway, "sysctl", "-qw", `${path}=${value}`]);
  }
  for (const [disk, size] of Object.entries(options.disks ?? {})) {
    mkdirSync(`${dir}/${disk}`);
    const room = typeof size === "number" ? `size=${size}k` : `size=${size.kib}k,nr_inodes=${size.inodes}`;
    await mustRun(["mount", "-t", "tmpfs", "-o", `${room},mode=0777`, "tmpfs", `${dir}/${disk}`]);
  }
  await firewall(gateway, options.gatewayFirewall);
  await firewall(services, options.serviceFirewall);
  for (const command of options.gatewayCommands ?? []) {
    await mustRun(["ip", "netns", "exec", gateway, ...command.split(" ")]);
  }
  return world;
}

function servicesLinks(gateway: string): string {
  const hosts = [2, 3, 4, 5, 6, 7, 8, 9];
  return [
    `link add wire0 type veth peer name wire0 netns ${gateway}`,
    "link set lo up",
    "link set wire0 up",
    ...hosts.map((n) => `address add 10.77.0.${n}/24 dev wire0`),
    ...hosts.map((n) => `address add 10.78.0.${n}/24 dev lo`),
    ...hosts.map((n) => `address add fd77::${n}/64 dev wire0 nodad`),
    "",
  ].join("\n");
}

const GATEWAY_LINKS = `link set lo up
link set wire0 up
address add 10.77.0.1/24 dev wire0
address add fd77::1/64 dev wire0 nodad
route add 10.78.0.0/24 via 10.77.0.2
`;

/** Adds rules to a namespace's ruleset. */
export async function firewall(namespace: string, rules: string | undefined): Promise<void> {
  if (rules !== undefined) {
    await mustRun(["ip", "netns", "exec", namespace, "nft", "-f", "-"], { input: rules });
  }
}

/** While the lab dies nothing can be awaited, and what fails has nobody to hear of it. */
const quietly = (program: string, ...args: readonly string[]): void => {
  spawnSync(program, args);
};

/** All processes in a namespace of ours were started by us, grandchildren (nginx workers) among them. */
function removeNamespace(name: string): void {
  const pids = spawnSync("ip", ["netns", "pids", name], { encoding: "utf8" }).stdout ?? "";
  for (const pid of pids.split("\n").filter((line) => line !== "")) {
    try {
      process.kill(Number(pid), "SIGKILL");
    } catch {
      // It ended by itself in the meantime.
    }
  }
  quietly("ip", "netns", "delete", name);
  rmSync(`/etc/netns/${name}`, { recursive: true, force: true });
}
