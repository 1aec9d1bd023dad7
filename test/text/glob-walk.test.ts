import { expect, it } from "vitest";
import { walkGlob } from "../../src/text/glob-walk.ts";

const TREE: Readonly<Record<string, readonly string[]>> = {
  "/e/": ["d", "n.conf"],
  "/e": ["d", "n.conf"],
  "/e/d/": ["b.conf", "A.conf", ".h.conf", "link.conf"],
  "/e//": ["d", "n.conf"],
};
const EXISTING = new Set([
  "/e/d/A.conf",
  "/e/d/b.conf",
  "/e/d/.h.conf",
  "/e/d/link.conf",
  "/e/n.conf",
  "/e//n.conf",
  "/e/.",
  "/e/..",
]);

const walk = (pattern: string): string[] =>
  walkGlob(pattern, { names: (folder) => TREE[folder], exists: (path) => EXISTING.has(path) });

it("gives what matches, sorted, without hidden files", () => {
  expect(walk("/e/d/*.conf")).toEqual(["/e/d/A.conf", "/e/d/b.conf", "/e/d/link.conf"]);
  expect(walk("/e/d/.*.conf")).toEqual(["/e/d/.h.conf"]);
});
it("keeps the slashes as they are written", () => {
  expect(walk("/e//*.conf")).toEqual(["/e//n.conf"]);
});
it("looks into every folder that matches, and drops what is not there", () => {
  expect(walk("/e/*/b.conf")).toEqual(["/e/d/b.conf"]);
  expect(walk("/e/[d]/none")).toEqual([]);
  expect(walk("/none/*")).toEqual([]);
});
it("finds the folder itself and the one above behind a dot, as readdir(3) gives them", () => {
  expect(walk("/e/.*")).toEqual(["/e/.", "/e/.."]);
});
