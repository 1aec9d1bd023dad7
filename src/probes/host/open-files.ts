import { readdirSync, readlinkSync } from "node:fs";

/** Open files that are looked at before the search is given up: a busy host has millions. */
export const MOST_FILES = 200_000;

/**
 * What the descriptors of a process lead to (proc_pid_fd(5)); undefined where it is gone, or another user's. A read of procfs
 * never waits for a disk, and a promise for each costs ten times as much.
 */
export function openFiles(proc: string, pid: number): readonly string[] | undefined {
  const folder = `${proc}/${pid}/fd`;
  try {
    return readdirSync(folder)
      .slice(0, MOST_FILES)
      .map((name) => target(`${folder}/${name}`));
  } catch {
    return undefined;
  }
}

/** "501" of "socket:[501]". */
export function socketInode(link: string): string | undefined {
  return /^socket:\[(\d+)\]$/.exec(link)?.[1];
}

function target(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
