import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";

const VERSION_1 = "/sys/fs/cgroup/memory";
const VERSION_2 = "/sys/fs/cgroup";

/** Whether this machine lets the lab make control groups with a limit of memory. */
export function hasMemoryGroups(): boolean {
  if (existsSync(`${VERSION_1}/memory.limit_in_bytes`)) {
    return true;
  }
  const enabled = `${VERSION_2}/cgroup.subtree_control`;
  return existsSync(enabled) && readFileSync(enabled, "utf8").includes("memory");
}

/** Makes a group, and gives the file to which a process writes its id to enter it. */
export function makeMemoryGroup(name: string, limitBytes: number): string {
  const isFirst = existsSync(`${VERSION_1}/memory.limit_in_bytes`);
  const folder = `${isFirst ? VERSION_1 : VERSION_2}/${name}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${isFirst ? "memory.limit_in_bytes" : "memory.max"}`, String(limitBytes));
  return `${folder}/cgroup.procs`;
}

/** Removes the groups of a world whose processes were ended. One that still dies keeps its group for a moment. */
export function removeMemoryGroups(prefix: string): void {
  for (const root of [VERSION_1, VERSION_2]) {
    const names = existsSync(root) ? readdirSync(root).filter((name) => name.startsWith(prefix)) : [];
    for (const name of names) {
      removePatiently(`${root}/${name}`);
    }
  }
}

function removePatiently(folder: string): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let patience = 50; patience > 0; patience--) {
    try {
      rmdirSync(folder);
      return;
    } catch {
      Atomics.wait(pause, 0, 0, 20);
    }
  }
}
