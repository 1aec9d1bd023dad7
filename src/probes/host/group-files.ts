import { readFileSync } from "node:fs";

/** What the files of one control group say; what is not limited or not there is undefined. */
export interface GroupState {
  readonly group: string;
  readonly cpu: { readonly cores: number; readonly periods: number; readonly throttled: number } | undefined;
  readonly memory:
    | { readonly mostBytes: number; readonly heldBytes: number; readonly kills: number | undefined }
    | undefined;
  readonly tasks:
    | { readonly most: number; readonly held: number; readonly refused: number | undefined }
    | undefined;
}

/** Version 1 writes "no limit" as the largest page-aligned number. */
const NO_LIMIT = 2 ** 60;

export type Controller = "cpu" | "memory" | "pids";

/** Where the kernel's trees of groups are. */
export interface GroupTrees {
  readonly root: string;
  /** One tree for everything (version 2); else one for each controller, by its name. */
  readonly isUnified: boolean;
}

type File = (name: string) => string;

/**
 * Reads what one controller says of a group, in version 2 (Documentation/admin-guide/cgroup-v2.rst) or version 1
 * (cgroup-v1/memory.rst, pids.rst, scheduler/sched-bwc.rst).
 */
export function groupState(
  { root, isUnified }: GroupTrees,
  controller: Controller,
  group: string,
): GroupState {
  const folder = `${root}${isUnified ? "" : `/${controller}`}${group === "/" ? "" : group}`;
  const file: File = (name) => textNow(`${folder}/${name}`);
  return {
    group,
    cpu: controller === "cpu" ? cpuOf(file, isUnified) : undefined,
    memory: controller === "memory" ? memoryOf(file, isUnified) : undefined,
    tasks: controller === "pids" ? tasksOf(file) : undefined,
  };
}

/** Files of the kernel's own never wait for a disk, and a promise for each of the many costs more than they do. */
function textNow(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

function cpuOf(file: File, isUnified: boolean): GroupState["cpu"] {
  // "50000 100000", or "max 100000" without a quota; version 1 writes -1 for none.
  const [allowed, within] = isUnified
    ? file("cpu.max").trim().split(" ")
    : [file("cpu.cfs_quota_us").trim(), file("cpu.cfs_period_us").trim()];
  const cores = Number(allowed) / Number(within);
  if (!(cores > 0)) return undefined;
  const stat = file("cpu.stat");
  const periods = counted(stat, "nr_periods");
  const throttled = counted(stat, "nr_throttled");
  return periods === undefined || throttled === undefined ? undefined : { cores, periods, throttled };
}

function memoryOf(file: File, isUnified: boolean): GroupState["memory"] {
  const mostBytes = numberIn(file(isUnified ? "memory.max" : "memory.limit_in_bytes"));
  if (mostBytes === undefined || mostBytes >= NO_LIMIT) return undefined;
  const heldBytes = numberIn(file(isUnified ? "memory.current" : "memory.usage_in_bytes"));
  const kills = counted(file(isUnified ? "memory.events" : "memory.oom_control"), "oom_kill");
  return heldBytes === undefined ? undefined : { mostBytes, heldBytes, kills };
}

function tasksOf(file: File): GroupState["tasks"] {
  const most = numberIn(file("pids.max"));
  const held = numberIn(file("pids.current"));
  return most === undefined || held === undefined
    ? undefined
    : { most, held, refused: counted(file("pids.events"), "max") };
}

function numberIn(text: string): number | undefined {
  const word = text.trim();
  return /^\d{1,20}$/.test(word) ? Number(word) : undefined;
}

/** "nr_throttled 12" on a line of its own. */
function counted(text: string, name: string): number | undefined {
  const word = new RegExp(`^${name} (\\d{1,20})$`, "m").exec(text)?.[1];
  return word === undefined ? undefined : Number(word);
}
