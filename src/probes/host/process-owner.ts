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
  const [command, startedAt, groups] = await Promise.all([
    commandName(proc, pid),
    startTime(proc, pid, bootedAt),
    readFile(`${proc}/${pid}/cgroup`, "utf8").catch(() => ""),
  ]);
  const { path, unit, container } = controlGroupFrom(groups);
  return { pid, command, startedAt, unit, container, cgroup: path };
}
