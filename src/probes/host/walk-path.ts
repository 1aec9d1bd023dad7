import type { Stats } from "node:fs";
import { lstat, readlink } from "node:fs/promises";

/** What one look-up of a path passed through. */
export interface Walk {
  /** Every directory in which a name was looked up, in order; search permission is needed on each. */
  readonly directories: readonly { readonly path: string; readonly stats: Stats }[];
  /** What the path leads to, links followed. */
  readonly end: { readonly path: string; readonly stats: Stats } | undefined;
  /** Where the walk could not go on, and the system's error. */
  readonly failure: { readonly path: string; readonly error: unknown } | undefined;
}

/** As path_resolution(7). */
const MAX_LINKS = 40;

/**
 * Walks a path as the kernel does, links followed, inside the tree under `root` ("" for this host). Links lead to paths
 * as a process with that root sees them.
 */
export async function walkPath(path: string, root: string): Promise<Walk> {
  const directories: { path: string; stats: Stats }[] = [];
  let pending = partsOf(path);
  let current = "/";
  let links = 0;
  try {
    let stats = await lstat(root === "" ? "/" : root);
    for (let part = pending.shift(); part !== undefined; part = pending.shift()) {
      directories.push({ path: current, stats });
      const next = join(current, part);
      const nextStats = await lstat(root + next);
      if (nextStats.isSymbolicLink()) {
        links += 1;
        if (links > MAX_LINKS)
          return { directories, end: undefined, failure: { path: next, error: tooManyLinks() } };
        const target = await readlink(root + next);
        pending = [...partsOf(target), ...pending];
        if (!target.startsWith("/")) continue;
        current = "/";
        stats = await lstat(root === "" ? "/" : root);
        continue;
      }
      current = next;
      stats = nextStats;
    }
    return { directories, end: { path: current, stats }, failure: undefined };
  } catch (error) {
    const failed =
      error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : path;
    return { directories, end: undefined, failure: { path: failed.slice(root.length), error } };
  }
}

function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}

function join(directory: string, part: string): string {
  if (part === "..") return directory.slice(0, directory.lastIndexOf("/")) || "/";
  return directory === "/" ? `/${part}` : `${directory}/${part}`;
}

function tooManyLinks(): Error {
  return Object.assign(new Error("too many links"), { code: "ELOOP" });
}
