import { setImmediate } from "node:timers/promises";
import type { ProcessOwner } from "../../model/owner.ts";
import type { ConnectionInodes } from "./child-processes.ts";
import { MOST_FILES, openFiles, socketInode } from "./open-files.ts";
import { processOwner } from "./process-owner.ts";
import { bootTime, processIds } from "./procfs.ts";

/** Processes that are looked at without a pause. */
const AT_ONCE = 50;

/** Whose the sockets with these inodes are. `connections` is asked for only where one has children. Those of other users stay unknown without root. */
export async function socketOwners(
  proc: string,
  inodes: ReadonlySet<string>,
  connections: ConnectionInodes,
): Promise<ReadonlyMap<string, ProcessOwner>> {
  const holders = await socketHolders(proc, inodes);
  const bootedAt = await bootTime(proc);
  const pids = [...new Set(holders.values())];
  const all = await Promise.all(pids.map((pid) => processOwner(pid, { proc, bootedAt, connections })));
  const known = new Map(all.map((owner) => [owner.pid, owner]));
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
    for (const link of openFiles(proc, pid) ?? []) {
      files += 1;
      const inode = socketInode(link);
      if (inode !== undefined && inodes.has(inode) && !holders.has(inode)) holders.set(inode, pid);
    }
  }
  return holders;
}
