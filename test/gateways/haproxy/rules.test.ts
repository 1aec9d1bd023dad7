import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { lint } from "../../../src/cli/lint.ts";
import { LINT_SETTINGS } from "../../given/lint.ts";
import { gatewayOf, refusals } from "./given.ts";

const ROOT = resolve("test/fixtures/haproxy");
const cases = readdirSync(ROOT).flatMap((cause) =>
  readdirSync(join(ROOT, cause)).map((name) => ({
    cause,
    name,
    path: join(ROOT, cause, name, "haproxy.cfg"),
  })),
);

/** HAProxy reads certificates and names as well, which are no matter of the config alone. */
const NEEDS_FILES = new Set(["tls-verification-off", "tls-trust-missing", "name-resolved-once"]);

describe("configs of HAProxy", () => {
  it.each(cases)("$cause: $name", async ({ cause, name, path }) => {
    const { report } = await lint({ ...LINT_SETTINGS, paths: [path], gateway: "haproxy" }, process.cwd());
    const found = report.causes.map(({ id }) => id);
    if (name.startsWith("fires-")) expect(found).toContain(cause);
    else expect(found).not.toContain(cause);
  });

  const hasHaproxy = spawnSync("haproxy", ["-v"]).status === 0;
  it.runIf(hasHaproxy).each(cases.filter(({ cause }) => !NEEDS_FILES.has(cause)))(
    "HAProxy agrees on what it refuses: $cause: $name",
    ({ path }) => {
      const { status } = spawnSync("haproxy", ["-c", "-f", path]);
      const refused = refusals(gatewayOf(readFileSync(path)));
      expect(refused.length > 0).toBe(status !== 0);
    },
  );
});
