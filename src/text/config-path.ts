import { posix } from "node:path";

/**
 * A path as programs written in C make it out of a folder and a name: put together as they are, up to the first NUL.
 * `folder` ends with a slash or is empty.
 */
export function joinConfigPath(folder: string, name: string): string {
  const end = name.indexOf("\0");
  const plain = end < 0 ? name : name.slice(0, end);
  return plain.startsWith("/") ? plain : folder + plain;
}

/** The folder of a path with its slash, or nothing. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** One spelling for paths that name the same file: without `//`, `/./` and `/../`. Symbolic links are not followed. */
export function plainPath(path: string): string {
  return posix.normalize(path);
}
