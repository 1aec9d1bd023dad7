import { stat } from "node:fs/promises";
import { type Properties, propertyOf } from "./show.ts";

const MOST_FILES = 20;

/** When the files that make a unit were written last: its own, and what is dropped in beside it (systemd.unit(5)). */
export async function filesChangedAt(unit: Properties): Promise<number | undefined> {
  const paths = [propertyOf(unit, "FragmentPath"), ...propertyOf(unit, "DropInPaths").split(" ")];
  const times = await Promise.all(
    paths
      .filter((path) => path.startsWith("/"))
      .slice(0, MOST_FILES)
      .map((path) => stat(path).catch(() => undefined)),
  );
  const known = times.flatMap((seen) => seen?.mtimeMs ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}
