import { readFile } from "node:fs/promises";

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

/**
 * Reads a group of version 2 (Documentation/admin-guide/cgroup-v2.rst), or of version 1, which has a tree for each controller
 * (cgroup-v1/memory.rst, pids.rst, scheduler/sched-bwc.rst).
 */
export async function groupState(folder: ControllerFolder, group: string): Promise<GroupState> {
  const file = (controller: Controller, name: string) =>
    readFile(`${folder(controller)}${group === "/" ? "" : group}/${name}`, "latin1").catch(() => "");
  const [cpu, memory, tasks] = await Promise.all([cpuOf(file), memoryOf(file), tasksOf(file)]);
  return { group, cpu, memory, tasks };
}

export type Controller = "cpu" | "memory" | "pids";
/** Where the tree of a controller begins. */
export type ControllerFolder = (controller: Controller) => string;
type File = (controller: Controller, name: string) => Promise<string>;

async function cpuOf(file: File): Promise<GroupState["cpu"]> {
  const [max, quota, period, stat] = await Promise.all([
    file("cpu", "cpu.max"),
    file("cpu", "cpu.cfs_quota_us"),
    file("cpu", "cpu.cfs_period_us"),
    file("cpu", "cpu.stat"),
  ]);
  // "50000 100000", or "max 100000" without a quota; version 1 writes -1 for none.
  const [allowed, within] = max === "" ? [quota.trim(), period.trim()] : max.trim().split(" ");
  const cores = Number(allowed) / Number(within);
  const periods = counted(stat, "nr_periods");
  const throttled = counted(stat, "nr_throttled");
  return cores > 0 && periods !== undefined && throttled !== undefined
    ? { cores, periods, throttled }
    : undefined;
}

async function memoryOf(file: File): Promise<GroupState["memory"]> {
  const [max, held, events, limit, usage, control] = await Promise.all([
    file("memory", "memory.max"),
    file("memory", "memory.current"),
    file("memory", "memory.events"),
    file("memory", "memory.limit_in_bytes"),
    file("memory", "memory.usage_in_bytes"),
    file("memory", "memory.oom_control"),
  ]);
  const mostBytes = numberIn(max) ?? numberIn(limit);
  const heldBytes = numberIn(held) ?? numberIn(usage);
  if (mostBytes === undefined || heldBytes === undefined || mostBytes >= NO_LIMIT) return undefined;
  return { mostBytes, heldBytes, kills: counted(events, "oom_kill") ?? counted(control, "oom_kill") };
}

async function tasksOf(file: File): Promise<GroupState["tasks"]> {
  const [max, current, events] = await Promise.all([
    file("pids", "pids.max"),
    file("pids", "pids.current"),
    file("pids", "pids.events"),
  ]);
  const [most, held] = [numberIn(max), numberIn(current)];
  return most === undefined || held === undefined
    ? undefined
    : { most, held, refused: counted(events, "max") };
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
