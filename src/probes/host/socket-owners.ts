import { readdir, readlink } from "node:fs/promises";
import { commandName, processIds } from "./procfs.ts";

export interface SocketOwner {
  readonly pid: number;
  readonly command: string | undefined;
}

/** Open files that are looked at before the search is given up: a busy host has millions. */
const MOST_FILES = 50_000;

/** Whose the sockets with these inodes are. Those of other users stay unknown without root. */
export async function socketOwners(
  proc: string,
  inodes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, SocketOwner>> {
  const owners = new Map<string, SocketOwner>();
  let files = 0;
  for (const pid of await processIds(proc)) {
    if (owners.size === inodes.size || files > MOST_FILES) break;
    const names = await readdir(`${proc}/${pid}/fd`).catch(() => []);
    files += names.length;
    const links = await Promise.all(
      names.slice(0, MOST_FILES).map((name) => readlink(`${proc}/${pid}/fd/${name}`).catch(() => "")),
    );
    for (const link of links) {
      const inode = /^socket:\[(\d+)\]$/.exec(link)?.[1];
      // A master and its workers share the socket: the first process, which opened it, stands for them.
      if (inode === undefined || !inodes.has(inode) || owners.has(inode)) continue;
      owners.set(inode, { pid, command: await commandName(proc, pid) });
    }
  }
  return owners;
}
