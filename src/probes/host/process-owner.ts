import { readFile } from "node:fs/promises";
import type { ProcessOwner } from "../../model/owner.ts";
import { controlGroupFrom } from "./cgroup.ts";
import { type ConnectionInodes, childProcesses } from "./child-processes.ts";
import { commandName, processStat } from "./procfs.ts";

export interface OwnerOptions {
  readonly proc: string;
  /** What `bootTime` gave. */
  readonly bootedAt: number | undefined;
  /** Asked for only where a process has children. */
  readonly connections: ConnectionInodes;
}

/** What there is to say of a process as the owner of something. */
export async function processOwner(pid: number, options: OwnerOptions): Promise<ProcessOwner> {
  const { proc, bootedAt } = options;
  const [command, stat, children, groups] = await Promise.all([
    commandName(proc, pid),
    processStat(proc, pid, bootedAt),
    childProcesses(pid, options),
    readFile(`${proc}/${pid}/cgroup`, "utf8").catch(() => ""),
  ]);
  const { path, unit, container } = controlGroupFrom(groups);
  const { startedAt, state } = stat;
  const stands = state === "T" || state === "t" ? "stopped" : state === "D" ? "disk" : undefined;
  return { pid, command, stands, startedAt, children, unit, container, cgroup: path };
}
