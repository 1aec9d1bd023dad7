import { describe, expect, it } from "vitest";
import { plainLint } from "../../src/cli/plain-lint.ts";
import { readCall } from "../../src/cli/program.ts";

const console = { out: () => {}, err: () => {} };

describe("a lint without flags", () => {
  it.each([
    ["lint"],
    ["lint", "nginx.conf"],
    ["lint", "a.conf", "", "conf/**/*.conf", "-"],
    ["lint", "lint", "help"],
  ])("is read as the program reads it: %s %s %s", (...args) => {
    expect(plainLint(args)).toEqual(readCall(args, console));
  });

  it.each([["logs", "a.log"], ["--help"], ["lint", "--json"], ["lint", "-q", "a.conf"], ["lint", "--"], []])(
    "is no other command line: %s %s",
    (...args) => {
      expect(plainLint(args)).toBeUndefined();
    },
  );
});
