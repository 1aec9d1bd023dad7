import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CHECKS } from "../../checks/index.ts";
import { LINT_CHECKS, LINT_OWNERS } from "../../checks/lint.ts";
import { VERSION } from "../../src/cli/version.ts";
import { CAUSES, isCauseId, LAYERS } from "../../src/model/cause.ts";
import type { CauseArgs } from "../../src/model/check.ts";
import { fixtureGateway, fixturesOf } from "../given/fixtures.ts";
import { verdict } from "../given/look.ts";

const SAMPLE: CauseArgs = {
  args: new Proxy({}, { get: () => "what it says" }),
  subjects: [{ gateway: "nginx", upstream: "api", endpoint: "10.0.0.5:80" }],
  endpointCount: 1,
  where: "10.0.0.5:80",
};

describe("the catalogue", () => {
  const paths = LAYERS.filter((layer) => existsSync(`checks/${layer}`)).flatMap((layer) =>
    readdirSync(`checks/${layer}`).map((file) => ({ layer, id: file.replace(/\.ts$/, "") })),
  );

  it("holds every check file, under its own name, in its own layer", () => {
    const listed = CHECKS.map(({ layer, id }) => `${layer}/${id}`).sort();
    expect(listed).toEqual(paths.map(({ layer, id }) => `${layer}/${id}`).sort());
  });

  it("gives every check an id of its own", () => {
    expect(new Set(CHECKS.map((check) => check.id)).size).toBe(CHECKS.length);
  });

  it("gives every check a release that is not yet to come", () => {
    const later = CHECKS.filter(({ since }) => since.localeCompare(VERSION, "en", { numeric: true }) > 0);
    expect(later.map(({ id, since }) => `${id} since ${since}`)).toEqual([]);
  });

  it("gives every cause at most one owner, and no check more than four causes", () => {
    const owned = CHECKS.flatMap((check) => Object.keys(check.causes));
    expect(owned.filter((cause, index) => owned.indexOf(cause) !== index)).toEqual([]);
    expect(CHECKS.filter((check) => Object.keys(check.causes).length > 4).map((check) => check.id)).toEqual(
      [],
    );
    expect(owned.filter((cause) => !isCauseId(cause))).toEqual([]);
  });

  it("has a test beside every check", () => {
    expect(paths.filter(({ layer, id }) => !existsSync(`test/checks/${layer}/${id}.test.ts`))).toEqual([]);
  });

  it("has full texts for every owned cause", () => {
    for (const check of CHECKS)
      for (const [cause, text] of Object.entries(check.causes)) {
        const fix = text.fix(SAMPLE);
        expect(text.title(SAMPLE), cause).toMatch(/^\S.*[^.]$/);
        expect(text.meaning.length, cause).toBeGreaterThan(40);
        expect(fix.summary, cause).not.toBe("");
        expect(fix.steps.length + fix.commands.length, cause).toBeGreaterThan(0);
        expect(text.verify(SAMPLE).length, cause).toBeGreaterThan(0);
        expect(
          text.includes.filter((id) => !isCauseId(id)),
          cause,
        ).toEqual([]);
      }
  });

  it("titles a check with a sentence that is true when all is well", () => {
    for (const { id, title, about } of CHECKS) {
      expect(title, id).toMatch(/^[A-Z].*[^.]$/);
      expect(about.split("\n").length, id).toBeLessThanOrEqual(8);
    }
  });

  it("fires every owned cause in the test of its check", () => {
    const missing = CHECKS.flatMap(({ id, layer, causes }) => {
      const text = readFileSync(`test/checks/${layer}/${id}.test.ts`, "utf8");
      return Object.keys(causes).filter((cause) => !text.includes(cause));
    });
    expect(missing).toEqual([]);
  });

  it("has the owner of every cause that a lint finds among what a lint loads", () => {
    const owned = new Set([...LINT_CHECKS, ...LINT_OWNERS].flatMap(({ causes }) => Object.keys(causes)));
    const found = LINT_CHECKS.filter((check) => check.for === "gateway").flatMap((check) =>
      fixturesOf(check).flatMap(
        ({ kind, path }) => verdict(check, [], { gateway: fixtureGateway(path, kind) }).findings,
      ),
    );
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter(({ cause }) => !owned.has(cause))).toEqual([]);
  });

  it("knows every cause of the contract, with its layer", () => {
    expect(Object.values(CAUSES).every((layer) => LAYERS.includes(layer))).toBe(true);
    expect(Object.keys(CAUSES).every((id) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toBe(true);
  });
});
