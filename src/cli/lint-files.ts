import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { GATEWAY_FORMATS } from "../gateways/index.ts";
import { inByteOrder, isPattern } from "../text/glob.ts";
import { matchesTree } from "../text/glob-tree.ts";
import { InputError } from "./faults.ts";

/** Folders that hold no config of a gateway, however deep. */
const PASSED_OVER = new Set([".git", "node_modules", ".terraform", ".venv"]);
/** What a folder may hold at most; a whole disk is not meant. */
const MOST_FILES = 50_000;
const DEEPEST = 20;

/**
 * A file to lint, and how it came up: one that was not named is passed over where it is no config, and one that only lay
 * in a folder also where configs of its kind have other names (a manifest may quote a whole nginx.conf).
 */
export interface LintFile {
  readonly path: string;
  readonly from: "name" | "pattern" | "folder";
}

const SUREST_FIRST = ["name", "pattern", "folder"] as const;

/** The config files that the paths of the command line stand for, each once, likely main files first. */
export function filesOf(paths: readonly string[], workingDirectory: string): readonly LintFile[] {
  const all = new Map<string, LintFile>();
  for (const path of paths)
    for (const file of filesOfOne(path, workingDirectory)) {
      const ways = [file.from, all.get(file.path)?.from];
      all.set(file.path, { ...file, from: SUREST_FIRST.find((way) => ways.includes(way)) ?? file.from });
    }
  const files = [...all.values()];
  return [...files.filter(isMain), ...files.filter((file) => !isMain(file))];
}

function isMain({ path }: LintFile): boolean {
  return path === "-" || /(?:^|\/)nginx\.conf$/.test(path);
}

function filesOfOne(path: string, workingDirectory: string): readonly LintFile[] {
  if (path === "-") return [{ path, from: "name" }];
  const full = resolve(workingDirectory, path);
  const stat = statSync(full, { throwIfNoEntry: false });
  if (stat === undefined && isPattern(path)) return matching(path, full);
  if (stat === undefined || !stat.isDirectory()) return [{ path: full, from: "name" }];
  const formats = [...GATEWAY_FORMATS.values()];
  const found = walk(full, 0, []).filter((file) => formats.some(({ mayHold }) => mayHold(file)));
  if (found.length === 0)
    throw new InputError(
      `${path}: no config of a known gateway is in this folder (${formats.map(({ kind }) => kind).join(", ")})`,
    );
  return inByteOrder(found).map((file) => ({ path: file, from: "folder" }));
}

/** A pattern that no shell has opened: it stood in quotes, or in a file of a CI service. */
function matching(pattern: string, full: string): readonly LintFile[] {
  const parts = full.split("/");
  const folder = parts.slice(0, parts.findIndex(isPattern)).join("/") || "/";
  const isThere = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  const found = isThere ? walk(folder, 0, []).filter((file) => matchesTree(full, file)) : [];
  if (found.length === 0) throw new InputError(`${pattern}: no file matches`);
  return inByteOrder(found).map((file) => ({ path: file, from: "pattern" }));
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
