import { readFile } from "node:fs/promises";
import type { ProcessOwner } from "../../model/owner.ts";
import { controlGroupFrom } from "./cgroup.ts";
import { commandName, startTime } from "./procfs.ts";

/** What there is to say of a process as the owner of something. `bootedAt` is what `bootTime` gave. */
export async function processOwner(
  proc: string,
  pid: number,
  bootedAt: number | undefined,
): Promise<ProcessOwner> {
  const [command, startedAt, youngestChildAt, groups] = await Promise.all([
    commandName(proc, pid),
    startTime(proc, pid, bootedAt),
    youngest(proc, pid, bootedAt),
    readFile(`${proc}/${pid}/cgroup`, "utf8").catch(() => ""),
  ]);
  const { path, unit, container } = controlGroupFrom(groups);
  return { pid, command, startedAt, youngestChildAt, unit, container, cgroup: path };
}

/** More children than this are those of a server that makes one for each connection. */
const MOST_CHILDREN = 200;

async function youngest(
  proc: string,
  pid: number,
  bootedAt: number | undefined,
): Promise<number | undefined> {
  const children = await readFile(`${proc}/${pid}/task/${pid}/children`, "latin1").catch(() => "");
  const pids = children.trim().split(" ", MOST_CHILDREN).filter(Boolean).map(Number);
  const starts = await Promise.all(pids.map((child) => startTime(proc, child, bootedAt)));
  const known = starts.filter((start) => start !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
