import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBundle } from "../../../src/cli/bundle-file.ts";
import type { Engine } from "../../../src/cli/engine.ts";
import type { Evidence } from "../../../src/cli/evidence.ts";
import { perform } from "../../../src/cli/perform.ts";
import { readCall } from "../../../src/cli/program.ts";
import { engineThatFinds, surroundings } from "../../given/environment.ts";
import { report } from "../../given/report.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-bundle-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const evidence: Evidence = {
  version: "0.1.0",
  startedAt: 0,
  durationMs: 12,
  vantage: { hostname: "gw-1", platform: "linux" },
  gateways: [],
  upstreams: [],
  select: [],
  ignore: [],
  policy: { healthPath: undefined, expectStatus: [{ from: 200, to: 399 }], probeTimeoutMs: 5_000, now: 0 },
  observations: [],
  notes: [],
  unfinished: [],
  wasEnded: false,
  isComplete: true,
};

async function uhc(args: readonly string[], over: Partial<Engine> = {}) {
  const judged: Evidence[] = [];
  const engine: Engine = {
    ...engineThatFinds(report()),
    collect: async () => ({ evidence, sources: new Map([["/a.conf", Buffer.from("events {}\n")]]) }),
    judge: (seen) => {
      judged.push(seen);
      return report();
    },
    ...over,
  };
  const given = surroundings({ engine: async () => engine, workingDirectory: folder });
  const complaints: string[] = [];
  const call = readCall([...args], { out: () => {}, err: (text) => void complaints.push(text) });
  const code = typeof call === "number" ? call : await perform(call, given.environment);
  return { code, out: given.out(), err: complaints.join("") + given.err(), judged };
}

describe("uhc bundle", () => {
  it("writes a file that its owner alone may read, and prints its name", async () => {
    const { code, out } = await uhc(["bundle"]);
    const [name = "", ...more] = readdirSync(folder);
    expect([code, out, more]).toEqual([0, `${name}\n`, []]);
    expect(name).toMatch(/^uhc-bundle-[\w.-]+-\d{8}T\d{6}Z\.json\.gz$/);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(readBundle(join(folder, name), "--bundle").evidence.vantage.hostname).toBe("gw-1");
  });
  it("writes where -o says, plain without .gz, or to standard output and nothing beside it", async () => {
    expect((await uhc(["bundle", "-o", "b.json"])).out).toBe("b.json\n");
    const toStdout = await uhc(["bundle", "-o", "-"]);
    expect(toStdout.out).toBe(readFileSync(join(folder, "b.json"), "utf8"));
    expect(readdirSync(folder)).toEqual(["b.json"]);
  });
  it("never writes over a file, and looks at nothing before it knows where to write", async () => {
    writeFileSync(join(folder, "b.json"), "mine");
    const never = { collect: () => Promise.reject(new Error("it looked")) };
    const { code, err } = await uhc(["bundle", "-o", "b.json"], never);
    expect([code, err]).toEqual([2, expect.stringContaining("b.json is there already")]);
    expect(readFileSync(join(folder, "b.json"), "utf8")).toBe("mine");
    expect((await uhc(["bundle", "-o", "no/such/b.json"], never)).code).toBe(2);
    expect((await uhc(["bundle", "-o", "a", "-o", "b"], never)).code).toBe(2);
  });
  it("keeps what it has of a run that was not whole, and says so with its code", async () => {
    const cut = {
      collect: async () => ({ evidence: { ...evidence, isComplete: false }, sources: new Map() }),
    };
    expect((await uhc(["bundle", "-o", "b.json"], cut)).code).toBe(3);
    expect(readBundle(join(folder, "b.json"), "--bundle").evidence.isComplete).toBe(false);
  });
});

describe("uhc diagnose --bundle", () => {
  it("judges what is in the file, and looks at nothing", async () => {
    await uhc(["bundle", "-o", "b.json"]);
    const { code, out, judged } = await uhc(["diagnose", "--bundle", "b.json", "--json", "--ignore", "dns"], {
      diagnose: () => Promise.reject(new Error("it looked")),
    });
    expect(code).toBe(0);
    expect(JSON.parse(out).schemaVersion).toBe(1);
    expect(judged).toMatchObject([{ startedAt: 0, ignore: ["dns"] }]);
  });
  it.each([
    [["--timeout", "3s"], "--timeout has no use with --bundle"],
    [["-c", "a.conf"], "--config has no use with --bundle"],
    [["--no-redact"], "--no-redact has no use with --bundle"],
    [["api"], 'leave out "api"'],
  ])("refuses %j", async (args, complaint) => {
    await uhc(["bundle", "-o", "b.json"]);
    const { code, err } = await uhc(["diagnose", "--bundle", "b.json", ...args]);
    expect([code, err]).toEqual([2, expect.stringContaining(complaint)]);
  });
  it("says of a bundle that makes no sense that it is damaged, and not that uhc is", async () => {
    await uhc(["bundle", "-o", "b.json"]);
    const { code, err } = await uhc(["diagnose", "--bundle", "b.json"], {
      judge: () => {
        throw new TypeError("x is undefined");
      },
    });
    expect([code, err]).toEqual([2, expect.stringContaining("damaged bundle")]);
  });
});
