import { chmodSync, chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { getuid } from "node:process";
import { beforeEach, describe, expect, it } from "vitest";
import { perform } from "../../src/cli/perform.ts";
import { readSettingsFile } from "../../src/cli/settings-file.ts";
import { surroundings } from "../given/environment.ts";
import { lintFolder, UNSAFE_RETRY } from "../given/lint.ts";

const { folder, file } = lintFolder();
const below = join(folder, "a/b");

beforeEach(() => {
  mkdirSync(below, { recursive: true });
  file("uhc.yaml", "");
});

describe("uhc.yaml", () => {
  it("is the nearest one, from the working directory upwards", async () => {
    file("uhc.yaml", "top: 1");
    expect((await readSettingsFile(below, "lint"))?.path).toBe(join(folder, "uhc.yaml"));
    file("a/uhc.yaml", "top: 2");
    expect((await readSettingsFile(below, "lint"))?.path).toBe(join(folder, "a/uhc.yaml"));
    file("a/uhc.yaml", "");
  });

  it("speaks to all commands, and to one over that", async () => {
    mkdirSync(below, { recursive: true });
    const text = "fail-on: warning\ntimeout: 2s\nlint:\n  fail-on: info\n";
    file("a/uhc.yaml", text);
    const of = async (command: "lint" | "diagnose") =>
      Object.fromEntries((await readSettingsFile(below, command))?.values ?? []);
    const source = (at: string) => `../uhc.yaml:${at}`;
    expect(await of("lint")).toEqual({ "fail-on": [{ value: "info", source: source("4:12: fail-on") }] });
    expect(await of("diagnose")).toEqual({
      "fail-on": [{ value: "warning", source: source("1:10: fail-on") }],
      timeout: [{ value: "2s", source: source("2:10: timeout") }],
    });
  });
});

describe("the values of uhc.yaml", () => {
  beforeEach(() => {
    file("a/uhc.yaml", "");
  });
  const values = async (text: string, command: "lint" | "diagnose" = "lint") => {
    file("a/uhc.yaml", text);
    const found = await readSettingsFile(below, command);
    return Object.fromEntries(
      [...(found?.values ?? [])].map(([name, given]) => [name, given.map(({ value }) => value)]),
    );
  };

  it("are texts, lists and switches; paths count from its folder", async () => {
    expect(
      await values(
        "config: [x/nginx.conf, /etc/nginx.conf, '-']\nno-log: true\ntop: 5\nlog: a.log\n",
        "diagnose",
      ),
    ).toEqual({
      config: [join(folder, "a/x/nginx.conf"), "/etc/nginx.conf", "-"],
      "no-log": ["true"],
      top: ["5"],
      log: [join(folder, "a/a.log")],
    });
    expect(await values("baseline: known.json\n")).toEqual({ baseline: [join(folder, "a/known.json")] });
  });

  it.each([
    ["fail-on: info\nselct: tls\n", '../uhc.yaml:2:1: unknown key "selct"', "Did you mean select?"],
    ["lint:\n  basline: x\n", '../uhc.yaml:2:3: unknown key "basline"', "Did you mean baseline?"],
    ["lnt: {}\n", '../uhc.yaml:1:1: unknown key "lnt"', "Did you mean lint?"],
    ["lint:\n  timeout: 5s\n", "../uhc.yaml:2:3: lint has no use for timeout", undefined],
    ["lint: true\n", "../uhc.yaml:1:7: lint holds settings of its own", undefined],
    ["no-log: perhaps\n", "../uhc.yaml:1:9: no-log is true or false", undefined],
    ["top: [1, 2]\n", "../uhc.yaml:1:6: top is a text", undefined],
    ["select:\n  - {a: b}\n", "../uhc.yaml:2:5: select is a text, or a list of texts", undefined],
    ["top:\n", "../uhc.yaml:1:5: top is a text", undefined],
    ["- a\n", "../uhc.yaml:1:1: it holds no settings: write name: value", undefined],
  ])("%j is refused with its place", async (text, message, hint) => {
    await expect(values(text)).rejects.toThrow(expect.objectContaining({ message, hint }));
  });

  it.each(["output: x.json", "write-baseline: x.json", "no-redact: true"])(
    "%s is for the command line alone",
    async (text) => {
      await expect(values(text)).rejects.toThrow(/for the command line alone/);
    },
  );
});

describe("who wrote uhc.yaml", () => {
  it.runIf(getuid?.() === 0)("must be this user, or root, where anybody may write", async () => {
    const path = file("open/uhc.yaml", "top: 9");
    chmodSync(join(folder, "open"), 0o1777);
    expect((await readSettingsFile(join(folder, "open"), "lint"))?.path).toBe(path);
    chownSync(path, 12345, 12345);
    expect((await readSettingsFile(join(folder, "open"), "lint"))?.path).not.toBe(path);
    chmodSync(join(folder, "open"), 0o755);
    expect((await readSettingsFile(join(folder, "open"), "lint"))?.path).toBe(path);
  });
});

describe("flag over environment over uhc.yaml", () => {
  const path = file("run/nginx.conf", UNSAFE_RETRY.replace("IGNORE", ""));
  file("run/uhc.yaml", "lint:\n  fail-on: warning\n  format: github\n");
  const lint = async (flags: [name: "fail-on" | "json", value: string | true][], variables = {}) => {
    const given = surroundings({ workingDirectory: join(folder, "run"), variables });
    const code = await perform({ command: "lint", args: [path], flags: new Map(flags) }, given.environment);
    return { code, out: given.out(), err: given.err() };
  };

  it("decides the exit code and the format", async () => {
    expect(await lint([])).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^::warning file=nginx.conf/),
    });
    expect((await lint([], { UHC_FAIL_ON: "error" })).code).toBe(0);
    expect((await lint([["fail-on", "info"]], { UHC_FAIL_ON: "error" })).code).toBe(1);
    expect(JSON.parse((await lint([["json", true]])).out).command).toBe("lint");
  });

  it("names the file where a value is wrong", async () => {
    file("run/uhc.yaml", "fail-on: often\n");
    expect(await lint([])).toEqual({
      code: 2,
      out: "",
      err: expect.stringMatching(/^uhc: uhc.yaml:1:10: fail-on: "often" is not allowed; choose from error/),
    });
  });
});
