import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { GATEWAY_FORMATS } from "../../src/gateways/index.ts";
import type { CauseId } from "../../src/model/cause.ts";
import type { Check } from "../../src/model/check.ts";
import type { Gateway, GatewayKind } from "../../src/model/config.ts";
import { diskReader } from "../../src/text/disk-reader.ts";
import { verdict } from "./look.ts";

const FIXTURES = "test/fixtures";

const loading = [...GATEWAY_FORMATS].map(
  async ([kind, { loadReader }]) => [kind, await loadReader()] as const,
);
const READERS = new Map(await Promise.all(loading));

/** What the main file of each kind is called there; the version is the one that the fixtures are written for. */
const MAIN_FILES: Partial<Record<GatewayKind, { readonly name: string; readonly version?: string }>> = {
  nginx: { name: "nginx.conf", version: "1.22.1" },
  envoy: { name: "envoy.yaml" },
  haproxy: { name: "haproxy.cfg" },
  caddy: { name: "Caddyfile" },
};

/** The folders of a check under test/fixtures/<kind>, for each kind that has some. */
export function fixturesOf({ id }: Pick<Check, "id">): readonly Fixture[] {
  return [...READERS.keys()]
    .filter((kind) => existsSync(resolve(FIXTURES, kind, id)))
    .flatMap((kind) =>
      readdirSync(resolve(FIXTURES, kind, id))
        .sort()
        .map((name) => ({ kind, name, path: `${id}/${name}` })),
    );
}

interface Fixture {
  readonly kind: GatewayKind;
  /** "fires-…" or "quiet-…". */
  readonly name: string;
  readonly path: string;
}

/** The gateway of a config under test/fixtures/<kind>. */
export function fixtureGateway(path: string, kind: GatewayKind = "nginx"): Gateway {
  const main = MAIN_FILES[kind];
  const reader = READERS.get(kind);
  if (main === undefined || reader === undefined) throw new Error(`no fixtures of ${kind} can be read`);
  return reader.read({
    mainFile: resolve(FIXTURES, kind, path, main.name),
    reader: diskReader(undefined),
    version: main.version,
    tlsLibrary: undefined,
    builtIn: undefined,
    onNote: undefined,
  });
}

/**
 * Holds a check against its fixtures, of every kind of gateway that has some: each folder that begins with `fires-`
 * brings up the cause that is given for it, latent (or root) and on a line of the config, each `quiet-` one nothing. None
 * of them is a config that its gateway refuses.
 */
export function expectFixtures(
  check: Check,
  fires: Readonly<Record<string, CauseId>>,
  role: "latent" | "root" = "latent",
): void {
  const cases = fixturesOf(check);
  describe(check.id, () => {
    it("has fixtures that fire and near misses", () => {
      const firing = cases.filter(({ name }) => name.startsWith("fires-")).map(({ name }) => name);
      expect([...new Set(firing)].sort()).toEqual(Object.keys(fires).sort());
      expect(firing).not.toEqual([]);
      const quiet = new Set(cases.filter(({ name }) => name.startsWith("quiet-")).map(({ kind }) => kind));
      expect(quiet).toEqual(new Set(cases.map(({ kind }) => kind)));
    });
    for (const { kind, name, path } of cases)
      it(`${kind} ${name.replaceAll("-", " ")}`, () => {
        expectCase(check, fixtureGateway(path, kind), fires[name], role);
      });
  });
}

function expectCase(
  check: Check,
  gateway: Gateway,
  cause: CauseId | undefined,
  role: "latent" | "root",
): void {
  expect(gateway.problems.filter(({ refusesConfig }) => refusesConfig)).toEqual([]);
  const { findings } = verdict(check, [], { gateway });
  if (cause === undefined) {
    expect(findings).toEqual([]);
    return;
  }
  expect(findings.map((finding) => finding.cause)).toContain(cause);
  for (const finding of findings) {
    expect(finding.role).toBe(role);
    expect(finding.locations[0]?.line).toBeGreaterThan(2);
  }
}
