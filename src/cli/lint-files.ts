import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "./faults.ts";

/** Folders that hold no config of a gateway, however deep. */
const PASSED_OVER = new Set([".git", "node_modules", ".terraform", ".venv"]);
/** What a folder may hold at most; a whole disk is not meant. */
const MOST_FILES = 50_000;
const DEEPEST = 20;

/** The config files that a path of the command line stands for, likely main files first. */
export function filesOf(path: string): readonly string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isDirectory()) return [path];
  const all = walk(path, 0, []);
  const found = all.filter(isLikely).sort();
  if (found.length === 0)
    throw new InputError(`${path}: no nginx config is in this folder (*.conf, sites-*/*)`);
  const mains = found.filter((file) => /(?:^|\/)nginx\.conf$/.test(file));
  return [...mains, ...found.filter((file) => !mains.includes(file))];
}

function isLikely(file: string): boolean {
  return /\.conf$/.test(file) || /\/sites-(?:enabled|available)\/[^/.][^/]*$/.test(file);
}

function walk(folder: string, depth: number, found: string[]): string[] {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (found.length >= MOST_FILES) return found;
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth < DEEPEST && !PASSED_OVER.has(entry.name)) walk(path, depth + 1, found);
    else if (entry.isFile() || entry.isSymbolicLink()) found.push(path);
  }
  return found;
}
