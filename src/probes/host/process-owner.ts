import { readFile } from "node:fs/promises";
import type { ProcessOwner } from "../../model/owner.ts";
import { controlGroupFrom } from "./cgroup.ts";
import { commandName, processStat } from "./procfs.ts";

/** What there is to say of a process as the owner of something. `bootedAt` is what `bootTime` gave. */
export async function processOwner(
  proc: string,
  pid: number,
  bootedAt: number | undefined,
): Promise<ProcessOwner> {
  const [command, stat, youngestChildAt, groups] = await Promise.all([
    commandName(proc, pid),
    processStat(proc, pid, bootedAt),
    youngest(proc, pid, bootedAt),
    readFile(`${proc}/${pid}/cgroup`, "utf8").catch(() => ""),
  ]);
  const { path, unit, container } = controlGroupFrom(groups);
  const { startedAt, state } = stat;
  const stands = state === "T" || state === "t" ? "stopped" : state === "D" ? "disk" : undefined;
  return { pid, command, stands, startedAt, youngestChildAt, unit, container, cgroup: path };
}

/** More children than this are those of a server that makes one for each connection: a young one tells nothing there. */
const MOST_CHILDREN = 200;

async function youngest(
  proc: string,
  pid: number,
  bootedAt: number | undefined,
): Promise<number | undefined> {
  const children = await readFile(`${proc}/${pid}/task/${pid}/children`, "latin1").catch(() => "");
  const pids = children
    .trim()
    .split(" ", MOST_CHILDREN + 1)
    .filter(Boolean)
    .map(Number);
  if (pids.length > MOST_CHILDREN) return undefined;
  const starts = await Promise.all(pids.map((child) => processStat(proc, child, bootedAt)));
  const known = starts.flatMap(({ startedAt }) => startedAt ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}
