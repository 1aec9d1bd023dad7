import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { unifiedDiff } from "../../src/text/unified-diff.ts";

const folder = mkdtempSync(join(tmpdir(), "uhc-diff-"));
afterAll(() => rmSync(folder, { recursive: true }));
const all = () => true;

/** What git makes of the patch. */
function applied(path: string, before: string, patch: string): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), before);
  const git = spawnSync("git", ["apply", "-"], { cwd: folder, input: patch, encoding: "utf8" });
  expect(git.stderr).toBe("");
  return readFileSync(join(folder, path), "utf8");
}

const lines = (count: number, end = "\n") => Array.from({ length: count }, (_, n) => `line ${n % 7}${end}`);

describe("unifiedDiff", () => {
  it("is empty for equal texts", () => {
    expect(unifiedDiff("a", "x\n", "x\n", all)).toEqual({ text: "", leftOut: 0 });
  });

  it("is what git and diff write", () => {
    expect(unifiedDiff("conf.d/a.conf", "1\n2\n3\n4\n5\n6\n", "1\n2\n3\nx\n4\n5\n6\n", all).text).toBe(
      "--- a/conf.d/a.conf\n+++ b/conf.d/a.conf\n@@ -1,6 +1,7 @@\n 1\n 2\n 3\n+x\n 4\n 5\n 6\n",
    );
  });

  it.each<[name: string, before: string, after: string]>([
    ["two far apart", lines(40).join(""), [...lines(40).toSpliced(3, 0, "new\n"), "end\n"].join("")],
    ["two that touch", lines(20).join(""), lines(20).toSpliced(5, 0, "new\n").toSpliced(9, 2).join("")],
    ["the first line", lines(9).join(""), lines(9).toSpliced(0, 1).join("")],
    ["no newline at the end", `${lines(5).join("")}last`, `${lines(5).join("")}last\nmore`],
    ["CRLF", lines(9, "\r\n").join(""), lines(9, "\r\n").toSpliced(4, 0, "new\r\n").join("")],
    ["all of it", "a\nb\n", "c\n"],
  ])("applies: %s", (_name, before, after) => {
    expect(applied("a.conf", before, unifiedDiff("a.conf", before, after, all).text)).toBe(after);
  });

  it("applies to names with spaces and quotes", () => {
    for (const name of ["my conf/a b.conf", 'q"uote.conf'])
      expect(applied(name, "a\nb\n", unifiedDiff(name, "a\nb\n", "a\nc\nb\n", all).text)).toBe("a\nc\nb\n");
  });

  it("shows no line that may not be shown, and counts what it leaves out for it", () => {
    const before = "1\nsecret\n3\n4\n5\n6\n7\n8\n9\n10\n11\nsecret\n13\n";
    const after = before.replace("4\n", "4\nnew\n").replace("11\n", "11\nnew\n");
    const { text, leftOut } = unifiedDiff("s.conf", before, after, (line) => !line.includes("secret"));
    expect(leftOut).toBe(1);
    expect(text).not.toContain("secret");
    expect(applied("s.conf", before, text)).toBe(before.replace("4\n", "4\nnew\n"));
  });
});
