import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { lint } from "../../../src/cli/lint.ts";
import { LINT_SETTINGS } from "../../given/lint.ts";

const ROOT = resolve("test/fixtures/caddy");
const cases = readdirSync(ROOT).flatMap((cause) =>
  readdirSync(join(ROOT, cause)).map((name) => {
    const folder = join(ROOT, cause, name);
    const [file = ""] = readdirSync(folder);
    return { cause, name, path: join(folder, file) };
  }),
);

describe("configs of Caddy", () => {
  it.each(cases)("$cause: $name", async ({ cause, name, path }) => {
    const { report } = await lint({ ...LINT_SETTINGS, paths: [path] }, process.cwd());
    expect(report.inputs.map(({ gateway }) => gateway)).toEqual(["caddy"]);
    const found = report.causes.map(({ id }) => id);
    if (name.startsWith("fires-")) expect(found).toContain(cause);
    else expect(found).not.toContain(cause);
  });

  const hasCaddy = spawnSync("caddy", ["version"]).status === 0;
  const files = cases.filter(({ path }) => path.endsWith("Caddyfile"));
  it.runIf(hasCaddy).each(files)("Caddy agrees on what it refuses: $cause: $name", async ({ path }) => {
    const { status } = spawnSync("caddy", ["adapt", "--config", path, "--adapter", "caddyfile"]);
    const { report } = await lint({ ...LINT_SETTINGS, paths: [path] }, process.cwd());
    const isRefused = report.causes.some(({ id }) => /^config-(?:syntax-error|include-missing)$/.test(id));
    expect(isRefused, readFileSync(path, "utf8")).toBe(status !== 0);
  });
});
