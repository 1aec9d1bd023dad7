import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** A folder of logs holds some dozens of them, those before the last rotations among them. */
const MOST_FILES = 1_000;

/** The files of a folder that may be logs, by name; undefined for what is no folder. @throws the system's error */
export function logsIn(path: string): readonly string[] | undefined {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(path, entry.name))
    .sort()
    .slice(0, MOST_FILES);
}
