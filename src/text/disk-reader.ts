import { lstatSync, readdirSync, readlinkSync } from "node:fs";
import { walkGlob } from "./glob-walk.ts";
import { readFailure, readFileBytes } from "./read-source.ts";
import { rootedPath } from "./rooted-path.ts";
import type { SourceReader } from "./source-reader.ts";

/**
 * Reads files of this host, or of a tree that was copied from another one to `root`: then paths stay as the config
 * writes them, and are looked up under it.
 */
export function diskReader(root: string | undefined): SourceReader {
  const onDisk = (path: string, keepsLast = false): string | undefined =>
    root === undefined ? path : rootedPath(root, path, linkText, keepsLast);
  return {
    read: (path) => {
      const place = onDisk(path);
      if (place === undefined) return readFailure(path, "ELOOP");
      return readFileBytes(place, path);
    },
    find: (pattern) =>
      walkGlob(pattern, {
        names: (folder) => namesIn(onDisk(folder)),
        exists: (path) => isThere(onDisk(path, true)),
      }),
    knowsAllFiles: true,
  };
}

function linkText(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function namesIn(folder: string | undefined): readonly string[] | undefined {
  if (folder === undefined) return undefined;
  try {
    return readdirSync(folder);
  } catch {
    return undefined;
  }
}

function isThere(path: string | undefined): boolean {
  if (path === undefined) return false;
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
