import { inByteOrder, isPattern, matchesName, readNamePattern, withoutEscapes } from "./glob.ts";

/** What a pattern is looked up in: a disk, or a tree of it. */
export interface FolderLister {
  /** The names in a folder, without "." and ".."; undefined when it is no folder or can't be read. */
  readonly names: (folder: string) => readonly string[] | undefined;
  /** Whether something lies at a path, a broken link included: glob(3) gives those as well. */
  readonly exists: (path: string) => boolean;
}

/** A pattern with a star in each of many folders must not walk a whole disk. */
const MOST_PATHS = 100_000;

/** The paths that a pattern of glob(3) stands for, in byte order, written with the slashes that the pattern has. */
export function walkGlob(pattern: string, lister: FolderLister): string[] {
  let found: string[] = [""];
  for (const [, slashes = "", part = ""] of pattern.matchAll(/(\/*)([^/]*)/g)) {
    if (slashes === "" && part === "") continue;
    found = isPattern(part)
      ? matching(found, slashes, part, lister)
      : found.map((path) => path + slashes + withoutEscapes(part));
    if (found.length === 0) return [];
  }
  return inByteOrder(found.filter((path) => lister.exists(path)));
}

function matching(folders: readonly string[], slashes: string, part: string, lister: FolderLister): string[] {
  const pattern = readNamePattern(part);
  const found: string[] = [];
  for (const folder of folders) {
    const names = lister.names(folder + slashes || ".");
    // readdir(3) gives these two as well, so that `.*` finds them, and nginx then fails to read a folder as a file.
    for (const name of names === undefined ? [] : [".", "..", ...names]) {
      if (matchesName(pattern, name)) found.push(folder + slashes + name);
      if (found.length >= MOST_PATHS) return found;
    }
  }
  return found;
}
