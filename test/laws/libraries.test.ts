import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const sources = readdirSync("src", { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => posix.join(entry.parentPath, entry.name))
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));

const using = (name: string) => sources.filter(({ text }) => text.includes(`"${name}"`));

describe("libraries that take long to load, or do more than they should", () => {
  it.each(["undici", "systeminformation"])("%s is loaded where it is used, and not before", (name) => {
    const early = new RegExp(`^import (?!type ).*"${name}"`, "m");
    expect(using(name).length).toBeGreaterThan(0);
    expect(using(name).filter(({ text }) => early.test(text))).toEqual([]);
  });

  it("systeminformation is called for nothing but counters: other functions start programs", () => {
    const allowed = new Set(["mem", "currentLoad", "fsSize"]);
    const taken = using("systeminformation").map(({ path, text }) => {
      const names = /const \{ ([\w, ]+) \} = \(await import\("systeminformation"\)\)\.default;/.exec(
        text,
      )?.[1];
      return { path, names: names?.split(", ") ?? ["all of it"] };
    });
    expect(taken.filter(({ names }) => names.some((name) => !allowed.has(name)))).toEqual([]);
    expect(sources.filter(({ text }) => text.split('import("systeminformation")').length > 2)).toEqual([]);
  });

  it("both are found in the bundle, where a CommonJS library has no names of its own", async () => {
    const outdir = mkdtempSync(join(tmpdir(), "uhc-bundle-"));
    try {
      const entryPoints = ["src/probes/resources/closer-look.ts", "src/probes/admin/get.ts"];
      const require = "import{createRequire as c}from'node:module';const require=c(import.meta.url);";
      const format = { format: "esm", platform: "node", banner: { js: require } } as const;
      await build({
        entryPoints,
        outdir,
        bundle: true,
        splitting: true,
        outExtension: { ".js": ".mjs" },
        ...format,
      });
      const run = (file: string, call: string) => {
        const code = `import * as m from ${JSON.stringify(join(outdir, file))}; console.log(JSON.stringify(await ${call}))`;
        return spawnSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" }).stdout;
      };
      expect(run("resources/closer-look.mjs", "m.closerLook()")).toContain('"busyPercent":');
      const socket = "new (await import('node:net')).Socket().destroy()";
      const context =
        "{ signal: AbortSignal.timeout(9000), clock: () => performance.now(), userAgent: 'uhc' }";
      const question = "{ path: '/', place: { host: 'a' }, leftMs: 5000, timeoutMs: 5000 }";
      const asked = run("admin/get.mjs", `m.getAdmin(${socket}, 'http://a', ${question}, ${context})`);
      expect(asked).toMatch(/"kind":"(reset|probe-broken)"/);
      expect(asked).not.toContain("constructor");
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  });

  it("undici is given no proxy, no redirects and no second try", () => {
    const named = /EnvHttpProxyAgent|ProxyAgent|RetryAgent|interceptors|fetch\(/;
    expect(using("undici").filter(({ text }) => named.test(text))).toEqual([]);
  });
});
