import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOMS, type Room } from "./walls.ts";

interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^;"']*?\sfrom\s+)?["']([^"']+)["']|\b(?:import|require)\(\s*["']([^"']+)["']\s*\)/g;

const files = [...sources("src"), ...sources("checks")];
const imports = files.flatMap(importsOf);

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => posix.join(entry.parentPath, entry.name))
    .filter((path) => !path.includes("/_"));
}

function importsOf(from: string): readonly Import[] {
  return [...readFileSync(from, "utf8").matchAll(IMPORT)].map((match) => ({
    from,
    specifier: match[2] ?? match[3] ?? "",
    isTypeOnly: match[1] !== undefined,
  }));
}

function roomOf(path: string): Room | undefined {
  return ROOMS.filter((room) => path.startsWith(`${room.path}/`)).sort(
    (a, b) => b.path.length - a.path.length,
  )[0];
}

/** The public API and the generated catalogue stand between the rooms. */
const THRESHOLDS = ["src/index.ts", "checks/index.ts", "checks/lint.ts"];

function isAllowed({ from, specifier }: Import): boolean {
  if (THRESHOLDS.includes(from)) return true;
  const room = roomOf(from);
  if (room === undefined) return false;
  if (!specifier.startsWith(".")) return room.modules.includes(specifier);
  const target = join(dirname(from), specifier);
  const other = roomOf(target);
  if (other === undefined) return target === "package.json" && room.path === "src/cli";
  if (room.path === "checks" && other.path === "checks") return false;
  return other.path === room.path || room.rooms.includes(other.path);
}

describe("the walls of the house", () => {
  it("every import is one that the table permits", () => {
    const broken = imports
      .filter((one) => !isAllowed(one))
      .map(({ from, specifier }) => `${from} imports ${specifier}`);
    expect(broken).toEqual([]);
  });

  it("every file belongs to a room", () => {
    expect(files.filter((file) => roomOf(file) === undefined && !THRESHOLDS.includes(file))).toEqual([]);
  });

  it("no import at run time goes round in a circle", () => {
    expect(cycles()).toEqual([]);
  });

  it("no file is longer than 300 lines, data tables excepted", () => {
    const long = files.filter((file) => {
      const text = readFileSync(file, "utf8");
      return text.split("\n").length > 301 && !text.startsWith("// Data table:");
    });
    expect(long).toEqual([]);
  });
});

function cycles(): readonly string[] {
  const next = new Map<string, string[]>();
  for (const { from, specifier, isTypeOnly } of imports)
    if (specifier.startsWith(".") && !isTypeOnly)
      next.set(from, [...(next.get(from) ?? []), posix.join(posix.dirname(from), specifier)]);
  const state = new Map<string, "open" | "done">();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      found.push([...path.slice(path.indexOf(file)), file].join(" → "));
      return;
    }
    state.set(file, "open");
    for (const other of next.get(file) ?? []) visit(other, [...path, file]);
    state.set(file, "done");
  };
  for (const file of files) visit(file, []);
  return found;
}
