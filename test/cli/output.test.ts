import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InputError } from "../../src/cli/faults.ts";
import { openOutputs, presentable } from "../../src/cli/output.ts";
import { FORMATS, type OutputSettings } from "../../src/cli/output-settings.ts";
import type { RunEvent } from "../../src/cli/settings.ts";
import { CAUSES, LAYERS } from "../../src/model/cause.ts";
import { mapStrings } from "../../src/text/map-strings.ts";
import { surroundings } from "../given/environment.ts";
import { incident, report } from "../given/report.ts";

const SETTINGS: OutputSettings = {
  stdout: "pretty",
  files: [],
  top: 9,
  detail: "normal",
  redacts: true,
  color: "auto",
  failOn: "error",
  exitZero: false,
};

/** Words with a fixed meaning; every other string of a report may come from outside. */
const FIXED = new Set<string>([
  ...Object.keys(CAUSES),
  ...LAYERS,
  ..."healthy degraded down unknown pass warn fail skip root contributing latent error warning info".split(
    " ",
  ),
  ..."uhc diagnose up ejected draining maintenance checking".split(" "),
]);

const SECRETS = ["hunter2", "c2VjcmV0OnNlY3JldA", "sk-live-0123456789abcdef"];
const HOSTILE = [
  "\x1b[2J\x1b]0;owned\x07\u009b31m\r\nnext",
  "\u202egnp.exe\u200b\u2066",
  "http://root:hunter2@evil/",
  "Authorization: Basic c2VjcmV0OnNlY3JldA==",
  "Bearer sk-live-0123456789abcdef",
  "<img src=x onerror=alert(1)><script>",
  "[click](http://evil/) ![x](http://evil/x.png) @everyone #1 www.evil.com",
  "``` \n# heading\n~~~",
  "::error::x",
  "\ud800",
].join(" ");

/** A report in which everything that may come from outside is hostile. */
function planted() {
  return mapStrings(incident(), (text) => (FIXED.has(text) ? text : `${text} ${HOSTILE}`));
}

async function shown(but: Partial<OutputSettings>, found = planted()) {
  const given = surroundings();
  await openOutputs({ ...SETTINGS, ...but }, given.environment).deliver(found);
  return given.out();
}

const DRESSES = FORMATS.flatMap((format) =>
  (["quiet", "normal", "verbose"] as const).map((detail) => [format, detail] as const),
);

describe("what reaches an output", () => {
  it.each(DRESSES)("as %s (%s) holds no secret", async (format, detail) => {
    const text = await shown({ stdout: format, detail });
    for (const secret of SECRETS) expect(text).not.toContain(secret);
  });

  it.each(DRESSES)(
    "as %s (%s) holds no control, no direction mark and no half of a character",
    async (format, detail) => {
      const text = await shown({ stdout: format, detail });
      expect(text).not.toMatch(/[^\P{Cc}\n]|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/u);
      // What a reader of the JSON gets must be harmless too: a JSON escape would come back to life there.
      if (format.endsWith("json")) expect(text).not.toMatch(/(?<!\\)\\u(?:00[0189]|202|d8)/i);
    },
  );

  it.each(DRESSES)("as %s (%s) shows secrets when they are asked for", async (format, detail) => {
    expect(await shown({ stdout: format, detail, redacts: false })).toContain("hunter2");
  });

  it("as json keeps ids, numbers and states", () => {
    const clean = presentable(planted(), true);
    expect(clean.causes.map((cause) => cause.id)).toEqual(incident().causes.map((cause) => cause.id));
    expect(clean.verdict).toBe("down");
    expect(clean.causes[0]?.locations[0]?.line).toBe(14);
  });

  it("is the same the second time", () => {
    const once = presentable(planted(), true);
    expect(presentable(once, true)).toEqual(once);
  });

  it("changes nothing about a report that is plain", () => {
    expect(presentable(incident(), true)).toEqual(incident());
  });

  it("as events holds no secret and no escape either", () => {
    const given = surroundings();
    const outputs = openOutputs({ ...SETTINGS, stdout: "ndjson" }, given.environment);
    outputs.onEvent({ event: "step-started", what: HOSTILE });
    expect(given.out()).not.toContain("hunter2");
    expect(given.out()).not.toMatch(/[^\P{Cc}\n]|\\u001b/u);
    expect(given.out().trim().split("\n")).toHaveLength(1);
  });
});

describe("openOutputs", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "uhc-output-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("writes one run to several places, and stdout alone is left out where a file takes its place", async () => {
    const files = [
      { format: "json", path: join(folder, "a.json") },
      { format: "markdown", path: join(folder, "a.md") },
    ] as const;
    expect(await shown({ stdout: undefined, files }, report())).toBe("");
    expect(JSON.parse(readFileSync(join(folder, "a.json"), "utf8"))).toEqual(report());
    expect(readFileSync(join(folder, "a.md"), "utf8")).toMatch(/^## healthy: /);
  });

  it("writes no colour into a file that did not ask for it, whatever the environment says", async () => {
    const files = [{ format: "pretty", path: join(folder, "a.txt") }] as const;
    const given = surroundings({ variables: { FORCE_COLOR: "1" } });
    await openOutputs({ ...SETTINGS, files }, given.environment).deliver(incident());
    expect(readFileSync(join(folder, "a.txt"), "utf8")).not.toContain("\x1b");
    expect(given.out()).toContain("\x1b");
  });

  it("finds a path relative to the working directory", async () => {
    const given = surroundings({ workingDirectory: folder });
    await openOutputs(
      { ...SETTINGS, files: [{ format: "json", path: "b.json" }] },
      given.environment,
    ).deliver(report());
    expect(readFileSync(join(folder, "b.json"), "utf8")).toContain('"healthy"');
  });

  it("replaces an older report only when there is a new one", async () => {
    const path = join(folder, "old.json");
    writeFileSync(path, "old");
    const outputs = openOutputs(
      { ...SETTINGS, files: [{ format: "json", path }] },
      surroundings().environment,
    );
    expect(readFileSync(path, "utf8")).toBe("old");
    await outputs.deliver(report());
    expect(JSON.parse(readFileSync(path, "utf8")).verdict).toBe("healthy");
  });

  it.each([
    ["a folder that is not there", "missing/x.json"],
    ["a directory", "."],
  ])("refuses %s before the run", (_, path) => {
    const open = () =>
      openOutputs(
        { ...SETTINGS, files: [{ format: "json", path }] },
        surroundings({ workingDirectory: folder }).environment,
      );
    expect(open).toThrow(InputError);
  });

  it("writes events as they happen and the report as the last line", async () => {
    const given = surroundings();
    const outputs = openOutputs({ ...SETTINGS, stdout: "ndjson" }, given.environment);
    outputs.onEvent({ event: "planned", steps: 2 });
    expect(given.out()).toBe('{"event":"planned","steps":2}\n');
    outputs.onEvent(observed());
    await outputs.deliver(report());
    const lines = given
      .out()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => line.event)).toEqual(["planned", "observed", "report"]);
    expect(lines[1]).toEqual({
      event: "observed",
      kind: "connect",
      subjects: [{ gateway: "nginx", endpoint: "10.0.0.5:80" }],
      outcome: { kind: "refused", reason: "connection refused", code: "ECONNREFUSED" },
      at: "2026-11-22T10:00:00.000Z",
      durationMs: 0.3,
    });
    expect(lines[2]).toEqual({ event: "report", ...report() });
  });

  it("writes no events where nobody asked for them", () => {
    const given = surroundings();
    openOutputs(SETTINGS, given.environment).onEvent({ event: "planned", steps: 2 });
    expect(given.out()).toBe("");
  });
});

function observed(): RunEvent {
  return {
    event: "observed",
    observation: {
      kind: "connect",
      request: {
        kind: "climb",
        target: { kind: "tcp", host: "10.0.0.5", port: 80, isAddress: true },
        sourceAddress: undefined,
        guessed: [],
        patienceMs: 5000,
        proxyProtocol: 0,
        tls: undefined,
        exchange: undefined,
        limits: {
          connectMs: undefined,
          handshakeMs: undefined,
          readIdleMs: undefined,
          requestMs: undefined,
          responseHeaderBytes: undefined,
        },
      },
      outcome: { kind: "refused", reason: "connection refused", code: "ECONNREFUSED" },
      startedAt: Date.UTC(2026, 10, 22, 10),
      durationMs: 0.3,
      facts: { localAddress: undefined, tries: [] },
      subjects: [{ gateway: "nginx", endpoint: "10.0.0.5:80" }],
      varied: undefined,
    },
  };
}
