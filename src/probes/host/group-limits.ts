import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { ProcessLimits } from "../../model/limits.ts";
import { type Controller, type GroupState, type GroupTrees, groupState } from "./group-files.ts";

export type GroupLimits = Pick<ProcessLimits, "cpu" | "memory" | "tasks">;

/** Groups within groups that are looked at; systems nest five or six. */
const MOST_LEVELS = 16;

/** The state of the groups that a process lies in, its own first, one list for each controller. */
export type Levels = Readonly<Record<Controller, readonly GroupState[]>>;

export const NO_LEVELS: Levels = { cpu: [], memory: [], pids: [] };

/** The kernel's tree of version 2 stands at `root`; of version 1, each controller's has a folder there. */
export async function groupLevels(proc: string, pid: number, root: string): Promise<Levels> {
  const text = await readFile(`${proc}/${pid}/cgroup`, "utf8").catch(() => "");
  const trees: GroupTrees = { root, isUnified: existsSync(`${root}/cgroup.controllers`) };
  const levels = (controller: Controller) =>
    pathsUp(groupOf(text, controller)).map((path) => groupState(trees, controller, path));
  return { cpu: levels("cpu"), memory: levels("memory"), pids: levels("pids") };
}

/** "4:memory:/docker/ID" of version 1, or else "0::/system.slice/api.service". */
function groupOf(text: string, controller: Controller): string | undefined {
  const all = text.split("\n").map((line) => /^\d+:([^:]*):(\/.*)$/.exec(line));
  const own = all.find((one) => one?.[1]?.split(",").includes(controller) === true);
  return (own ?? all.find((one) => one?.[1] === ""))?.[2];
}

/** A path that leads above what this namespace shows ("/../x", cgroup_namespaces(7)) can't be followed. */
function pathsUp(path: string | undefined): readonly string[] {
  if (path === undefined || path.includes("/..")) return [];
  const parts = path.split("/").filter(Boolean).slice(0, MOST_LEVELS);
  return [...parts.map((_, nth) => `/${parts.slice(0, parts.length - nth).join("/")}`), "/"];
}

/** Whether anything there can grow that is worth a second look. */
export function hasQuota({ cpu, pids }: Levels): boolean {
  return cpu.some((one) => one.cpu !== undefined) || pids.some(({ tasks }) => tasks !== undefined);
}

/** The level that holds the process back most, for each of them, with what its counters grew between two looks. */
export function tightest(before: Levels, after: Levels): GroupLimits {
  return {
    cpu: tightestCpu(before, after),
    memory: tightestMemory(after),
    tasks: tightestTasks(before, after),
  };
}

function tightestCpu(before: Levels, after: Levels): GroupLimits["cpu"] {
  const grown = after.cpu.flatMap(({ group, cpu }) => {
    const was = before.cpu.find((one) => one.group === group)?.cpu;
    if (cpu === undefined || was === undefined) return [];
    const { cores } = cpu;
    return [{ group, cores, periods: cpu.periods - was.periods, throttled: cpu.throttled - was.throttled }];
  });
  return grown.toSorted((one, other) => other.throttled - one.throttled)[0];
}

function tightestMemory({ memory: levels }: Levels): GroupLimits["memory"] {
  return levels
    .flatMap(({ group, memory }) => (memory === undefined ? [] : [{ group, ...memory }]))
    .toSorted((one, other) => (other.kills ?? 0) - (one.kills ?? 0) || share(other) - share(one))[0];
}

function share({ heldBytes, mostBytes }: { readonly heldBytes: number; readonly mostBytes: number }): number {
  return heldBytes / Math.max(1, mostBytes);
}

function tightestTasks(before: Levels, after: Levels): GroupLimits["tasks"] {
  return after.pids
    .flatMap(({ group, tasks }) => {
      if (tasks === undefined) return [];
      const was = before.pids.find((one) => one.group === group)?.tasks?.refused;
      const refused = tasks.refused === undefined || was === undefined ? undefined : tasks.refused - was;
      return [{ group, ...tasks, refused }];
    })
    .toSorted((one, other) => other.held / other.most - one.held / one.most)[0];
}
