import { describe, expect, it } from "vitest";
import { FLAGS, type Flag } from "../../src/cli/flags.ts";
import { readCall } from "../../src/cli/program.ts";

function read(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const call = readCall(args, { out: (text) => void out.push(text), err: (text) => void err.push(text) });
  return { call, out: out.join(""), err: err.join("") };
}

describe("readCall", () => {
  it("gives the command, its arguments and only the flags that were typed", () => {
    const { call } = read(
      "diagnose",
      "web:80",
      "-c",
      "a.conf",
      "-c",
      "b.conf",
      "--no-probe",
      "--timeout",
      "2s",
      "api",
    );
    expect(call).toEqual({
      command: "diagnose",
      args: ["web:80", "api"],
      flags: new Map<string, unknown>([
        ["config", ["a.conf", "b.conf"]],
        ["no-probe", true],
        ["timeout", "2s"],
      ]),
    });
  });

  it.each([
    [["diagnose", "--timeot", "5s"], "unknown option '--timeot' (Did you mean --timeout?)"],
    [["diagnoze"], "unknown command 'diagnoze' (Did you mean diagnose?)"],
    [["diagnose", "--config"], "option '-c, --config <file>' argument missing"],
    [["explain", "a", "b"], "too many arguments for 'explain'"],
    [["schema"], "missing required argument 'report|config'"],
    [["diagnose", "--\x1b[2J\u202e"], "unknown option '--\\x1b[2J\\u202e'"],
    [["\x1b[31m"], "unknown command '\\x1b[31m'"],
  ])("answers %j with one line and exit code 2", (args, complaint) => {
    const { call, out, err } = read(...args);
    expect(call).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(`uhc: ${complaint}`);
    expect(err.trim().split("\n")).toHaveLength(2);
  });

  it("shows help on stderr and exits 2 when there is no command", () => {
    const { call, out, err } = read();
    expect(call).toBe(2);
    expect(out).toBe("");
    expect(err).toContain("Usage: uhc <command>");
  });

  it.each([["--help"], ["help"], ["diagnose", "--help"], ["help", "diagnose"]])(
    "answers %j on stdout with 0",
    (...args) => {
      const { call, out, err } = read(...args);
      expect([call, err]).toEqual([0, ""]);
      expect(out).toContain("Usage: uhc");
    },
  );

  it.each([["-V"], ["--version"], ["diagnose", "--version"]])("tells the version for %j", (...args) => {
    const { call, out } = read(...args);
    expect(call).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("refuses every flag that a command has no use for", () => {
    const flags: readonly (readonly [string, Flag])[] = Object.entries(FLAGS);
    for (const [name, flag] of flags)
      for (const command of [
        ...(["diagnose", "lint", "logs", "inspect", "explain", "bundle", "demo", "schema"] as const),
      ]) {
        const value = flag.kind === "switch" ? [] : ["x"];
        const { call } = read(command, `--${name}`, ...value, ...(command === "schema" ? ["report"] : []));
        expect([command, name, call === 2]).toEqual([command, name, !flag.commands.includes(command)]);
      }
  });

  it("shows no command, flag or format that is not built", () => {
    const text = read("--help").out + read("diagnose", "--help").out;
    expect(text).not.toMatch(/\b(watch|compare|completion|html|--through)\b/);
  });

  it("keeps help within 80 columns", () => {
    for (const command of ["diagnose", "lint", "logs", "inspect", "explain", "demo", "schema"])
      for (const row of read(command, "--help").out.split("\n")) expect(row.length).toBeLessThanOrEqual(80);
  });
});
