import { describe, expect, it } from "vitest";
import { matchesTree } from "../../src/text/glob-tree.ts";

describe("matchesTree", () => {
  it.each([
    ["a/**/*.conf", "a/b.conf", true],
    ["a/**/*.conf", "a/b/c/d.conf", true],
    ["**/nginx.conf", "x/y/nginx.conf", true],
    ["a/**", "a/b/c", true],
    ["a/*.conf", "a/b/c.conf", false],
    ["a/**/x/*.conf", "a/b/c.conf", false],
    ["a/**/*.conf", "a/.git/c.conf", false],
    ["a/**/**/**/b", "a/b", true],
  ])("%s and %s: %s", (pattern, path, expected) => {
    expect(matchesTree(pattern, path)).toBe(expected);
  });

  it("takes no longer for many stars than for few", () => {
    const pattern = Array.from({ length: 60 }, () => "**").join("/");
    const path = Array.from({ length: 60 }, () => "a").join("/");
    expect(matchesTree(`${pattern}/b`, path)).toBe(false);
  });
});
