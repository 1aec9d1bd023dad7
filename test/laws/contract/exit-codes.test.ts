import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closedPort } from "../../../src/demo/closed-port.ts";
import { nginxConfig } from "../../../src/demo/nginx-config.ts";
import { openStage, type Stage } from "../../../src/demo/stage.ts";
import { group, linted, route, service, site, uhc } from "./world.ts";

let stage: Stage;
let healthy = "";
let dead = "";
let refused = "";
let odd = "";
let silent = "";

async function config(name: string, http: string): Promise<string> {
  return stage.write(name, nginxConfig(name, stage.folder, http));
}

beforeAll(async () => {
  stage = await openStage();
  const fine = await service(stage);
  healthy = await config("healthy.conf", group("api", fine.at) + site(route("/", "http://api")));
  dead = await config("dead.conf", group("api", await closedPort(stage)) + site(route("/", "http://api")));
  refused = await config(
    "refused.conf",
    group("api", fine.at) + site(route("/", "http://api", "nonsense on;")),
  );
  odd = await config(
    "odd.conf",
    group("api", fine.at, `${await closedPort(stage)} backup`) + site(route("/", "http://api")),
  );
  const hangs = await stage.listen(createServer(() => {}));
  silent = await config("silent.conf", group("api", hangs) + site(route("/", "http://api")));
});
afterAll(() => stage.close());

async function codeOf(...args: readonly string[]): Promise<number> {
  return (await uhc(...args)).code;
}

describe("Exit code 0", () => {
  it("the run finished and nothing reached --fail-on", async () => {
    expect(await codeOf("diagnose", "-c", healthy, "--no-log")).toBe(0);
    expect(await codeOf("diagnose", "-c", odd, "--no-log")).toBe(0);
  });

  it("--fail-on never, and --exit-zero", async () => {
    expect(await codeOf("diagnose", "-c", dead, "--no-log", "--fail-on", "never")).toBe(0);
    expect(await codeOf("diagnose", "-c", dead, "--no-log", "--exit-zero")).toBe(0);
  });
});

describe("Exit code 1", () => {
  it("the run finished and found a cause at or above --fail-on", async () => {
    expect(await codeOf("diagnose", "-c", dead, "--no-log")).toBe(1);
    expect(await codeOf("diagnose", "-c", odd, "--no-log", "--fail-on", "warning")).toBe(1);
  });

  it("a config that the gateway would refuse is a finding, not a crash", async () => {
    expect(await codeOf("diagnose", "-c", refused, "--no-log")).toBe(1);
  });
});

describe("Exit code 2: it could not start", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "uhc-codes-"));
    writeFileSync(join(folder, "empty.conf"), "");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ["wrong usage", () => ["diagnose", "--timeout", "soon"]],
    ["a flag that the command has no use for", () => ["inspect", "--no-probe"]],
    ["a flag that does not exist", () => ["diagnose", "--bogus"]],
    ["a missing config", () => ["diagnose", "-c", "/no/such/nginx.conf"]],
    ["a missing log", () => ["diagnose", "-c", healthy, "--log", "/no/such/error.log"]],
    ["a folder for a config", () => ["diagnose", "-c", folder]],
    ["empty input", () => ["diagnose", "-c", join(folder, "empty.conf")]],
    ["no gateway found", () => ["diagnose", "--root", folder]],
    ["a target that is nothing", () => ["diagnose", "nothing-of-that-name", "-c", healthy]],
    ["a kind that this release cannot read", () => ["diagnose", "--gateway", "kong", "-c", healthy]],
  ])("%s", async (_what, args) => {
    const { code, out, err } = await uhc(...args());
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^uhc: /);
  });

  it("a kind that this release cannot read comes with the list of those that it can", async () => {
    expect((await uhc("diagnose", "--gateway", "kong", "-c", healthy)).err).toMatch(/nginx/);
  });
});

describe("Exit code 3: inconclusive", () => {
  it("it could not finish: what was found so far is printed, marked as not complete", async () => {
    const { code, out } = await uhc("diagnose", "-c", silent, "--no-log", "--deadline", "400ms", "--json");
    const report = JSON.parse(out);
    expect([report.complete, report.upstreams.length]).toEqual([false, 1]);
    expect(code).toBe(report.causes.length > 0 && report.causes[0].severity === "error" ? 1 : 3);
  });

  it("it could not see enough to say", async () => {
    expect(await codeOf("diagnose", "-c", healthy, "--no-log", "--no-probe")).toBe(3);
  });
});

describe("The exit code never depends on --format", () => {
  it.each(["pretty", "json", "ndjson", "markdown"])("%s", async (format) => {
    const codes = [];
    for (const file of [healthy, dead, refused])
      codes.push(await codeOf("diagnose", "-c", file, "--no-log", "-f", format));
    expect(codes).toEqual([0, 1, 1]);
  });

  it("stdout holds the report alone", async () => {
    const { out } = await uhc("diagnose", "-c", dead, "--no-log", "--json");
    expect(JSON.parse(out).verdict).toBe("down");
  });
});

describe("A complete lint", () => {
  it("without findings has verdict unknown and exits 0", async () => {
    const { code, report } = await linted(
      group("api", "10.0.0.5:80", "10.0.0.6:80") +
        site(route("/", "http://api", "proxy_set_header Host $host;")),
    );
    expect([code, report.complete, report.causes.filter(({ severity }) => severity !== "info")]).toEqual([
      0,
      true,
      [],
    ]);
    expect(report.verdict).toBe("unknown");
  });

  it("in which something reaches --fail-on exits 1", async () => {
    expect((await linted("upstream api {\n}\n")).code).toBe(1);
  });
});
