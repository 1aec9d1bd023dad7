import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readNginx } from "../../src/gateways/nginx/read.ts";
import type { CauseId } from "../../src/model/cause.ts";
import type { Check } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { diskReader } from "../../src/text/disk-reader.ts";
import { verdict } from "./look.ts";

/** The gateway of a config under test/fixtures/nginx. */
export function fixtureGateway(path: string): Gateway {
  return readNginx({
    mainFile: resolve("test/fixtures/nginx", path, "nginx.conf"),
    reader: diskReader(undefined),
    version: "1.22.1",
    tlsLibrary: undefined,
    builtIn: undefined,
    onNote: undefined,
  });
}

/**
 * Holds a check against its fixtures: each folder that begins with `fires-` brings up the cause that is given for it,
 * latent (or root) and on a line of the config, each `quiet-` one nothing. None of them is a config that nginx refuses.
 */
export function expectFixtures(
  check: Check,
  fires: Readonly<Record<string, CauseId>>,
  role: "latent" | "root" = "latent",
): void {
  const cases = readdirSync(resolve("test/fixtures/nginx", check.id)).sort();
  describe(check.id, () => {
    it("has a fixture that fires and a near miss", () => {
      expect(cases.filter((name) => name.startsWith("fires-"))).toEqual(Object.keys(fires).sort());
      expect(cases.some((name) => name.startsWith("quiet-"))).toBe(true);
    });
    for (const name of cases)
      it(name.replaceAll("-", " "), () => {
        const gateway = fixtureGateway(`${check.id}/${name}`);
        expect(gateway.problems.filter(({ refusesConfig }) => refusesConfig)).toEqual([]);
        const { findings } = verdict(check, [], { gateway });
        const cause = fires[name];
        if (cause === undefined) expect(findings).toEqual([]);
        else {
          expect(findings.map((finding) => finding.cause)).toContain(cause);
          for (const finding of findings) {
            expect(finding.role).toBe(role);
            expect(finding.locations[0]?.line).toBeGreaterThan(2);
          }
        }
      });
  });
}
