import { matchesPath } from "./glob.ts";

/** More names than this a path has only where somebody wants to keep the machine busy. */
const MOST_NAMES = 64;

/** Whether a path is what a pattern stands for in which `**` is any number of folders, as in git and in CI services. */
export function matchesTree(pattern: string, path: string): boolean {
  const parts = pattern.split("/");
  const names = path.split("/");
  if (parts.length > MOST_NAMES || names.length > MOST_NAMES) return false;
  // The parts of the pattern that may come next, after so many names as were looked at.
  let open = passing(parts, [0]);
  for (const name of names) {
    const next = [...open].flatMap((at) => {
      const part = parts[at];
      if (part === undefined) return [];
      if (part === "**") return name.startsWith(".") ? [] : [at];
      return matchesPath(part, name) ? [at + 1] : [];
    });
    open = passing(parts, next);
  }
  return open.has(parts.length);
}

/** `**` also stands for no folder at all. */
function passing(parts: readonly string[], places: readonly number[]): ReadonlySet<number> {
  const all = new Set(places);
  for (const at of all) if (parts[at] === "**") all.add(at + 1);
  return all;
}
