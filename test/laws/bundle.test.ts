import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readBundle, writeBundle } from "../../src/cli/bundle-file.ts";
import { DIAGNOSE_DEFAULTS } from "../../src/cli/diagnose-settings.ts";
import type { Engine } from "../../src/cli/engine.ts";
import type { Evidence } from "../../src/cli/evidence.ts";
import { FORMATS } from "../../src/cli/output-settings.ts";
import { perform } from "../../src/cli/perform.ts";
import { readCall } from "../../src/cli/program.ts";
import type { DiagnoseSettings } from "../../src/cli/settings.ts";
import { collect, judge } from "../../src/cli/wire.ts";
import { SCENARIOS } from "../../src/demo/index.ts";
import { engineThatFinds, surroundings } from "../given/environment.ts";

const folder = mkdtempSync(join(tmpdir(), "uhc-bundles-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `uhc diagnose` prints in a format, where it finds the report that this evidence gives. */
async function printed(format: string, evidence: Evidence, ...args: readonly string[]): Promise<string> {
  const engine: Engine = { ...engineThatFinds(judge(evidence)), judge };
  const given = surroundings({ engine: async () => engine, workingDirectory: folder });
  const call = readCall(["diagnose", "-v", "--format", format, ...args], { out: () => {}, err: () => {} });
  if (typeof call === "number") throw new Error("a wrong call");
  await perform(call, given.environment);
  return given.out();
}

async function seen(settings: Partial<DiagnoseSettings>) {
  const host = { signal: new AbortController().signal, onEvent: () => undefined };
  return collect({ ...DIAGNOSE_DEFAULTS, ...settings }, host);
}

describe("a bundle", () => {
  it.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))(
    "of %s gives the same report in every format, byte for byte",
    async (id, scenario) => {
      const world = await scenario.start();
      const collected = await seen({ ...world.settings, configs: [world.configFile] }).finally(world.close);
      const path = join(folder, `${id}.json.gz`);
      writeFileSync(path, writeBundle(collected, folder, true));
      expect(
        judge(readBundle(path, "--bundle").evidence).causes.find(({ role }) => role === "root")?.id,
      ).toBe(scenario.expect.cause);
      for (const format of FORMATS)
        expect(await printed(format, collected.evidence, "--bundle", path), format).toBe(
          await printed(format, collected.evidence, "-c", world.configFile),
        );
    },
    30_000,
  );
});
