import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { adaptCaddyfile } from "../../../../src/gateways/caddy/caddyfile/adapt.ts";
import { diskReader } from "../../../../src/text/disk-reader.ts";
import { ACCEPTED } from "./accepted.ts";
import { REFUSED } from "./refused.ts";

/** In CI it has to be there: the packages of the lab bring it along. */
const version = /\d+\.\d+\.\d+/.exec(spawnSync("caddy", ["version"], { encoding: "utf8" }).stdout ?? "")?.[0];
const isWanted = process.env.CI !== undefined || version !== undefined;
const folder = mkdtempSync(join(tmpdir(), "uhc-caddy-adapt-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "Caddyfile");

function caddy(text: string) {
  writeFileSync(file, text);
  const args = ["adapt", "--config", file, "--adapter", "caddyfile"];
  const { status, stdout, stderr } = spawnSync("caddy", args, { encoding: "utf8", timeout: 30_000 });
  const error = stderr.slice(Math.max(stderr.indexOf("Error:"), 0));
  const lines = [...error.matchAll(/Caddyfile:(\d+)/g)].map(([, line]) => Number(line));
  return { accepts: status === 0, json: stdout, error, lines };
}

function uhc(text: string) {
  writeFileSync(file, text);
  const environment = new Map(Object.entries(process.env).map(([name, value]) => [name, value ?? ""]));
  return adaptCaddyfile({ mainFile: file, reader: diskReader(undefined), environment, version });
}

/** What uhc adds to Caddy's words. */
const ADDED = /; (?:did you mean|it came with).*$/s;

/** Releases differ in quotes and capitals. */
function plain(message: string): string {
  return message.replaceAll("'", "").toLowerCase();
}

describe.skipIf(!isWanted)("uhc and `caddy adapt`", { timeout: 120_000 }, () => {
  it("has the version that Caddy tells", () => {
    expect(version).toBeDefined();
  });

  it.each(Object.entries(ACCEPTED))("make the same of %s", (_, text) => {
    const { accepts, json, error } = caddy(text);
    expect(error.slice(0, accepts ? 0 : undefined)).toBe("");
    const { tree, problems } = uhc(text);
    expect(problems).toEqual([]);
    expect(JSON.parse(tree?.text ?? "null")).toEqual(JSON.parse(json));
  });

  it.each(Object.entries(REFUSED))("refuse %s, for the same line", (_, text) => {
    const { accepts, error, lines } = caddy(text);
    expect(accepts).toBe(false);
    const [first] = uhc(text).problems;
    expect(plain(error)).toContain(plain(first?.message.replace(ADDED, "") ?? "no problem"));
    // of some mistakes Caddy does not say where they are
    expect([...lines, ...(lines.length === 0 ? [first?.location.line] : [])]).toContain(first?.location.line);
  });
});
