import { posix } from "node:path";

/** The text of a symbolic link, or undefined for anything that is none. */
export type ReadLink = (path: string) => string | undefined;

/** As many as Linux follows (path_resolution(7)). */
const MOST_LINKS = 40;

/**
 * Where a path of another host lies under the folder that its tree was copied to, as chroot(2) would find it: absolute
 * links start from that folder, and `..` does not lead out of it. With `keepsLast`, the last name may be a link itself.
 * Undefined for links that go round in circles.
 */
export function rootedPath(
  root: string,
  path: string,
  readLink: ReadLink,
  keepsLast = false,
): string | undefined {
  const waiting = path.split("/").reverse();
  let inside = "/";
  let links = 0;
  while (waiting.length > 0) {
    const name = waiting.pop() ?? "";
    if (name === "" || name === ".") continue;
    if (name === "..") {
      inside = posix.dirname(inside);
      continue;
    }
    const next = posix.join(inside, name);
    const isLast = !waiting.some((part) => part !== "" && part !== ".");
    const link = keepsLast && isLast ? undefined : readLink(posix.join(root, next));
    if (link === undefined) inside = next;
    else {
      if (++links > MOST_LINKS) return undefined;
      if (link.startsWith("/")) inside = "/";
      waiting.push(...link.split("/").reverse());
    }
  }
  return posix.join(root, inside);
}
