import { describe, expect, it } from "vitest";
import { openOptions } from "../../src/cli/options.ts";
import { outputSettings } from "../../src/cli/output-settings.ts";
import { readCall } from "../../src/cli/program.ts";

function settings(args: readonly string[], variables: Record<string, string> = {}) {
  const call = readCall(["diagnose", ...args], { out: () => {}, err: () => {} });
  if (typeof call === "number") throw new Error(`refused: ${args.join(" ")}`);
  return outputSettings(openOptions(call, variables));
}

describe("outputSettings", () => {
  it("are pretty on stdout when nothing is said", () => {
    expect(settings([])).toEqual({
      stdout: "pretty",
      files: [],
      top: 3,
      detail: "normal",
      redacts: true,
      color: "auto",
      failOn: "error",
      exitZero: false,
    });
  });

  it("let -o FILE take the place of stdout, in the format asked for", () => {
    expect(settings(["--json", "-o", "out.json"])).toMatchObject({
      stdout: undefined,
      files: [{ format: "json", path: "out.json" }],
    });
  });

  it("let -o FMT=FILE come in addition, as often as wanted", () => {
    expect(settings(["-o", "json=a.json", "-o", "markdown=t.md"])).toMatchObject({
      stdout: "pretty",
      files: [
        { format: "json", path: "a.json" },
        { format: "markdown", path: "t.md" },
      ],
    });
  });

  it("take - for stdout", () => {
    expect(settings(["-o", "json=-", "-o", "markdown=t.md"])).toMatchObject({
      stdout: "json",
      files: [{ format: "markdown", path: "t.md" }],
    });
  });

  it("let what is typed win over the environment's format", () => {
    expect(settings(["--json"], { UHC_FORMAT: "markdown" }).stdout).toBe("json");
    expect(settings(["-f", "ndjson"], { UHC_FORMAT: "markdown" }).stdout).toBe("ndjson");
  });

  it.each([
    [["-o", "html=x.html"], '"html" is not a format'],
    [["-o", "json="], "names no file"],
    [["-o", "json=-", "-o", "markdown=-"], "only one report"],
    [["--json", "-f", "markdown"], "contradict each other"],
    [["-q", "-v"], "contradict each other"],
    [["--fail-on", "fatal"], "choose from error, warning, info, never"],
    [["--color", "yes"], "choose from auto, always, never"],
    [["--top", "0"], "whole number"],
    [["-f", "xml"], "choose from pretty, json, ndjson, markdown"],
  ])("refuse %j", (args, complaint) => {
    expect(() => settings(args)).toThrow(complaint);
  });
});
