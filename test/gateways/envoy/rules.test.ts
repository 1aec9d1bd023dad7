import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { lint } from "../../../src/cli/lint.ts";
import { LINT_SETTINGS } from "../../given/lint.ts";

const ROOT = resolve("test/fixtures/envoy");
const cases = readdirSync(ROOT).flatMap((check) =>
  readdirSync(join(ROOT, check)).map((name) => ({
    check,
    name,
    path: join(ROOT, check, name, "envoy.yaml"),
  })),
);

/** What the check says of a config, as a run of `uhc lint` comes to it. */
async function statuses(check: string, path: string): Promise<readonly string[]> {
  const { report } = await lint({ ...LINT_SETTINGS, paths: [path] }, process.cwd());
  return report.checks.filter(({ id }) => id === check).map(({ status }) => status);
}

describe("configs of Envoy", () => {
  it.each(cases)("$check: $name", async ({ check, name, path }) => {
    const speaks = (await statuses(check, path)).filter((status) => status === "warn" || status === "fail");
    expect(speaks.length > 0).toBe(name.startsWith("fires-"));
  });
  it("each rule has a config that it fires on, and a near miss", () => {
    for (const check of new Set(cases.map((one) => one.check)))
      for (const start of ["fires-", "quiet-"])
        expect(
          cases.some((one) => one.check === check && one.name.startsWith(start)),
          `${check}: ${start}`,
        ).toBe(check !== "names-stay-current" || start === "quiet-");
  });
});
