import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";

const ROOT = "/sys/fs/cgroup";

/** What a group may use; each is limited on its own. */
export interface GroupLimits {
  readonly memoryBytes?: number;
  /** Of one processor. */
  readonly quotaPercent?: number;
  readonly tasks?: number;
}

const PERIOD_US = 100_000;
const CONTROLLERS = ["memory", "cpu", "pids"] as const;

/** Whether this machine lets the lab make control groups with limits. */
export function hasControlGroups(): boolean {
  if (isFirst()) {
    return CONTROLLERS.every((one) => existsSync(`${ROOT}/${one}`));
  }
  const enabled = `${ROOT}/cgroup.subtree_control`;
  const names = existsSync(enabled) ? readFileSync(enabled, "utf8").trim().split(" ") : [];
  return CONTROLLERS.every((one) => names.includes(one));
}

/** Version 1 has a tree for each controller. */
function isFirst(): boolean {
  return existsSync(`${ROOT}/memory/memory.limit_in_bytes`);
}

/** Makes a group, and gives the files to which a process writes its id to enter it. */
export function makeControlGroup(name: string, limits: GroupLimits): readonly string[] {
  return isFirst() ? firstVersion(name, limits) : secondVersion(name, limits);
}

function firstVersion(name: string, { memoryBytes, quotaPercent, tasks }: GroupLimits): readonly string[] {
  const made = (controller: string, files: Readonly<Record<string, number>>): string => {
    const folder = `${ROOT}/${controller}/${name}`;
    mkdirSync(folder, { recursive: true });
    for (const [file, value] of Object.entries(files)) {
      writeFileSync(`${folder}/${file}`, String(value));
    }
    return `${folder}/cgroup.procs`;
  };
  return [
    ...(memoryBytes === undefined ? [] : [made("memory", { "memory.limit_in_bytes": memoryBytes })]),
    ...(quotaPercent === undefined
      ? []
      : [
          made("cpu", {
            "cpu.cfs_period_us": PERIOD_US,
            "cpu.cfs_quota_us": (quotaPercent * PERIOD_US) / 100,
          }),
        ]),
    ...(tasks === undefined ? [] : [made("pids", { "pids.max": tasks })]),
  ];
}

function secondVersion(name: string, { memoryBytes, quotaPercent, tasks }: GroupLimits): readonly string[] {
  const folder = `${ROOT}/${name}`;
  mkdirSync(folder, { recursive: true });
  const files: Readonly<Record<string, string | undefined>> = {
    "memory.max": memoryBytes?.toString(),
    "cpu.max": quotaPercent === undefined ? undefined : `${(quotaPercent * PERIOD_US) / 100} ${PERIOD_US}`,
    "pids.max": tasks?.toString(),
  };
  for (const [file, value] of Object.entries(files)) {
    if (value !== undefined) {
      writeFileSync(`${folder}/${file}`, value);
    }
  }
  return [`${folder}/cgroup.procs`];
}

/** Runs a program that sees the groups: `ip netns exec` mounts a /sys of its own, in which there are none. */
export function seeingGroups(argv: readonly string[]): readonly string[] {
  const mounts = isFirst()
    ? [
        `mount -t tmpfs tmpfs ${ROOT}`,
        ...CONTROLLERS.map(
          (one) => `mkdir ${ROOT}/${one} && mount -t cgroup -o ${one} cgroup ${ROOT}/${one}`,
        ),
      ]
    : [`mount -t cgroup2 cgroup2 ${ROOT}`];
  return ["sh", "-c", `(${mounts.join(" && ")}) 2>/dev/null; exec "$@"`, "sh", ...argv];
}

/** Removes the groups of a world whose processes were ended. One that still dies keeps its group for a moment. */
export function removeControlGroups(prefix: string): void {
  for (const root of [ROOT, ...CONTROLLERS.map((one) => `${ROOT}/${one}`)]) {
    const names = existsSync(root) ? readdirSync(root).filter((name) => name.startsWith(prefix)) : [];
    for (const name of names) {
      removePatiently(`${root}/${name}`);
    }
  }
}

function removePatiently(folder: string): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let patience = 50; patience > 0; patience--) {
    try {
      rmdirSync(folder);
      return;
    } catch {
      Atomics.wait(pause, 0, 0, 20);
    }
  }
}
