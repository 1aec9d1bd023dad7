import { realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";

const OTHERS_MAY_WRITE = 0o022;
const STICKY = 0o1000;

/**
 * The path of a binary that can be run without lending this process's rights to somebody else: it and every directory
 * above it belong to root or to this process's user, and nobody else may write to them. Undefined for any other: an
 * administrator runs uhc as root, and a process can call itself anything. Paths through /proc are never run: their links
 * lead into other roots, where the owners mean nothing.
 */
export async function mayRun(binary: string, ownUid: number): Promise<string | undefined> {
  if (binary.startsWith("/proc/")) return undefined;
  try {
    const path = await realpath(binary);
    const file = await stat(path);
    if (!file.isFile() || !isTrusted(file, ownUid) || (file.mode & OTHERS_MAY_WRITE) !== 0) return undefined;
    for (let directory = dirname(path); ; directory = dirname(directory)) {
      const stats = await stat(directory);
      const isClosed = (stats.mode & OTHERS_MAY_WRITE) === 0 || (stats.mode & STICKY) !== 0;
      if (!isTrusted(stats, ownUid) || !isClosed) return undefined;
      if (directory === "/") return path;
    }
  } catch {
    return undefined;
  }
}

function isTrusted(stats: { readonly uid: number }, ownUid: number): boolean {
  return stats.uid === 0 || stats.uid === ownUid;
}
