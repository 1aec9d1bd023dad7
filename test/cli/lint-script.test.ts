import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Script } from "node:vm";
import { afterAll, describe, expect, it } from "vitest";
import { openLint } from "../../src/cli/lint-script.ts";

const folder = mkdtempSync(join(tmpdir(), "uhc-script-"));
afterAll(() => rmSync(folder, { recursive: true }));

const scriptOf = (name: string, exit: number) =>
  `/*${name}*/(function(require){return{lintInProcess:async()=>{require("node:os");return ${exit}}}})`;
const keptCodeOf = (source: string) => {
  const script = new Script(source);
  void script
    .runInThisContext()(() => undefined)
    .lintInProcess();
  return script.createCachedData();
};
const call = { command: "lint", args: [], flags: new Map() } as const;

/** What a script with this code beside it comes to. */
async function opened(source: string, keptFor: string, code: Uint8Array): Promise<unknown> {
  const path = join(folder, `lint-${keptFor}-v8-${process.versions.v8}-${process.arch}.cache`);
  writeFileSync(join(folder, "lint.cjs"), source);
  writeFileSync(path, code);
  try {
    return await openLint(folder).lintInProcess(call);
  } finally {
    rmSync(path);
  }
}

describe("the script of uhc lint", () => {
  const source = scriptOf("aaaa", 1);

  it("is opened with the code that V8 has kept of it", async () => {
    expect(await opened(source, "aaaa", keptCodeOf(source))).toBe(1);
  });

  it("is opened without code, and with code that V8 does not take", async () => {
    expect(await opened(source, "bbbb", keptCodeOf(source))).toBe(1);
    expect(await opened(source, "aaaa", Buffer.from("no code at all"))).toBe(1);
    expect(await opened(source, "aaaa", keptCodeOf(source).subarray(0, -8))).toBe(1);
    expect(await opened(source, "aaaa", keptCodeOf(scriptOf("a", 2)))).toBe(1);
  });

  it("does not run the code of an older script that is as long", async () => {
    expect(await opened(source, "bbbb", keptCodeOf(scriptOf("bbbb", 2)))).toBe(1);
  });
});

describe.runIf(existsSync("dist/lint.cjs"))("the build", () => {
  const dist = join(folder, "dist");
  const kept = () => readdirSync(dist).filter((name) => name.endsWith(".cache"));
  const lintOf = (options: readonly string[], flags: readonly string[]) =>
    spawnSync(
      process.execPath,
      [...options, join(dist, "main.cjs"), "lint", "src/build/sample.conf", ...flags],
      {
        encoding: "utf8",
      },
    );
  const lint = (...options: readonly string[]) => lintOf(options, []);

  it("says the same with kept code, with code of other settings, and without any", () => {
    cpSync("dist", dist, { recursive: true });
    expect(kept()).toEqual([expect.stringContaining(`-v8-${process.versions.v8}-`)]);
    const { stdout, status } = lint();
    expect({ status, lines: stdout.split("\n").length > 20 }).toEqual({ status: 0, lines: true });
    expect(lint("--no-opt")).toMatchObject({ stdout, stderr: "", status: 0 });
    for (const name of kept()) rmSync(join(dist, name));
    expect(lint()).toMatchObject({ stdout, stderr: "", status: 0 });
  });

  it("has what a lint needs rarely beside it", () => {
    const script = readFileSync("dist/lint.cjs", "utf8");
    const named = [...script.matchAll(/"\.\/lint\/([\w/-]+\.cjs)"/g)].map(([, name]) => name);
    const there = readdirSync("dist/lint", { recursive: true }).filter((name) => /\.cjs$/.test(String(name)));
    // the reader of nginx stands in the script itself
    expect(new Set(named)).toEqual(new Set([...there, "gateways/nginx/index.cjs"]));
    expect(there).toContain("report/formats/sarif.cjs");
  });

  it.each(["json", "markdown", "github", "gitlab", "junit", "rdjson", "sarif"])(
    "finds there what it needs for %s",
    (format) => {
      const { status, stderr, stdout } = lintOf([], ["-f", format, "--select", "config"]);
      expect({ status, stderr, isEmpty: stdout === "" }).toEqual({ status: 0, stderr: "", isEmpty: false });
    },
  );
});
