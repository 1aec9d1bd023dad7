import { readdirSync, readlinkSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { ProcessOwner } from "../../model/owner.ts";
import { processOwner } from "./process-owner.ts";
import { bootTime, processIds } from "./procfs.ts";

/** Open files that are looked at before the search is given up: a busy host has millions. */
const MOST_FILES = 200_000;
/** Processes that are looked at without a pause. A read of procfs never waits for a disk, and a promise for each costs ten times as much. */
const AT_ONCE = 50;

/** Whose the sockets with these inodes are. Those of other users stay unknown without root. */
export async function socketOwners(
  proc: string,
  inodes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, ProcessOwner>> {
  const holders = await socketHolders(proc, inodes);
  const bootedAt = await bootTime(proc);
  const known = new Map<number, ProcessOwner>();
  for (const pid of new Set(holders.values())) known.set(pid, await processOwner(proc, pid, bootedAt));
  const owners = new Map<string, ProcessOwner>();
  for (const [inode, pid] of holders) {
    const owner = known.get(pid);
    if (owner !== undefined) owners.set(inode, owner);
  }
  return owners;
}

/** A master and its workers share the socket: the first process, which opened it, stands for them. */
async function socketHolders(
  proc: string,
  inodes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const holders = new Map<string, number>();
  let files = 0;
  let processes = 0;
  for (const pid of await processIds(proc)) {
    if (holders.size === inodes.size || files > MOST_FILES) break;
    processes += 1;
    if (processes % AT_ONCE === 0) await setImmediate();
    for (const link of openFiles(`${proc}/${pid}/fd`)) {
      files += 1;
      const inode = /^socket:\[(\d+)\]$/.exec(link)?.[1];
      if (inode !== undefined && inodes.has(inode) && !holders.has(inode)) holders.set(inode, pid);
    }
  }
  return holders;
}

/** What the descriptors lead to; a process that is gone, or another user's, has none to show. */
function openFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .slice(0, MOST_FILES)
      .map((name) => target(`${folder}/${name}`));
  } catch {
    return [];
  }
}

function target(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
