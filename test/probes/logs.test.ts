import { appendFileSync, chmodSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LogGrammar, LogReader, LogStamp } from "../../src/model/log-grammar.ts";
import type { LogRequest } from "../../src/model/request.ts";
import { LOG_BOUNDS } from "../../src/probes/logs/read-piece.ts";
import { type LogOptions, logProbe } from "../../src/probes/logs.ts";
import { givenContext } from "./given-context.ts";

/** Lines "SECONDS WORD": a toy log in UTC, but for lines that are "local". */
const stamp = (line: Uint8Array): LogStamp | undefined => {
  const text = Buffer.from(line).toString("latin1");
  const second = Number.parseInt(text, 10);
  const offsetMinutes = text.endsWith("local") ? undefined : 0;
  return Number.isNaN(second)
    ? undefined
    : { year: 2026, month: 1, day: 1, hour: 0, minute: 0, second, offsetMinutes };
};
const toy: LogReader = {
  stamp,
  open: (line) => {
    const text = Buffer.from(line).toString("latin1");
    const peer = text.split(" ")[1];
    const nothing = { upstream: undefined, errno: undefined, detail: undefined };
    if (peer === undefined || peer === "boring") return undefined;
    return {
      stamp: stamp(line),
      text,
      said: () => [{ event: "connect-refused", level: "error", peer, ...nothing }],
    };
  },
};
const grammars = new Map<string, LogGrammar>([["nginx", { error: toy, access: () => toy }]]);
const START = Date.UTC(2026, 0, 1);

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-logs-"));
  path = join(folder, "error.log");
});
afterEach(() => rmSync(folder, { recursive: true }));

async function look(options: Partial<LogOptions> = {}, sinceMs = 3_600_000, asked: Partial<LogRequest> = {}) {
  const context = givenContext({ now: () => START + 1_000_000 });
  const request = {
    kind: "log",
    gateway: "nginx",
    path,
    log: "error",
    format: undefined,
    sinceMs,
    ...asked,
  } as const;
  const [measurement] = await logProbe(grammars, options)(request, context);
  if (measurement?.kind !== "log") throw new Error("no measurement");
  return measurement;
}

describe("the log probe", () => {
  it("gives endpoints that the log calls by an alias the name that they have elsewhere", async () => {
    writeFileSync(path, "10 web/s1\n20 api/s1\n30 web/s2\n");
    const { facts } = await look({}, 3_600_000, { aliases: [["web/s1", "10.0.0.5:80"]] });
    expect(facts.events.map(({ peer }) => peer)).toEqual(["10.0.0.5:80", "api/s1", "web/s2"]);
  });
  it("counts lines that say the same, with the first and the last time", async () => {
    writeFileSync(path, "10 a\n20 b\n25 boring\nno stamp\n\n30 a\n");
    const { outcome, facts } = await look();
    expect(outcome.kind).toBe("answered");
    expect(
      facts.events.map(({ peer, count, firstAt, lastAt, sample }) => [
        peer,
        count,
        firstAt - START,
        lastAt - START,
        sample,
      ]),
    ).toEqual([
      ["a", 2, 10_000, 30_000, "10 a"],
      ["b", 1, 20_000, 20_000, "20 b"],
    ]);
    expect(facts).toMatchObject({ isPartial: false, bytesRead: 35 });
    expect(facts.hasLocalStamps).toBe(false);
  });
  it("tells where stamps without a zone were read in this host's, and in which that is", async () => {
    writeFileSync(path, "10 a\n20 local\n");
    const { facts } = await look();
    expect(facts.hasLocalStamps).toBe(true);
    expect(facts.timeZone).toMatch(/^UTC(?:[+-]\d\d:\d\d)?$/);
  });
  it("is dated by its first and last line, also where those say nothing", async () => {
    writeFileSync(path, "5 boring\n10 a\n15 boring\n25 boring\n");
    const { facts } = await look();
    expect([facts.firstAt, facts.lastAt]).toEqual([START + 5_000, START + 25_000]);
    const later = await look({}, 990_000);
    expect([later.facts.firstAt, later.facts.lastAt]).toEqual([START + 10_000, START + 25_000]);
  });

  it("leaves out what is older than the window", async () => {
    writeFileSync(path, "10 a\n900 b\n");
    expect((await look({}, 200_000)).facts.events.map((event) => event.peer)).toEqual(["b"]);
  });

  it("can let the window end at another time than now", async () => {
    writeFileSync(path, "10 a\n900 b\n950 c\n");
    const { facts } = await look({}, 100_000, { endsAt: START + 950_000 });
    expect(facts.events.map((event) => event.peer)).toEqual(["b", "c"]);
  });

  it.each([1, 3, 7, 16, 64])("gives the same whatever the block size (%i)", async (blockBytes) => {
    const lines = Array.from({ length: 50 }, (_, index) => `${index + 1} peer${index % 7}`);
    writeFileSync(path, `${lines.join("\n")}\n51 half`);
    const bounds = { ...LOG_BOUNDS, blockBytes, maxBytes: 1 << 20, maxLineBytes: 1_024 };
    const { facts } = await look({ bounds });
    expect(facts.events.reduce((sum, event) => sum + event.count, 0)).toBe(51);
    expect(facts.events.map((event) => event.peer)).toEqual([
      "peer0",
      "peer1",
      "peer2",
      "peer3",
      "peer4",
      "peer5",
      "peer6",
      "half",
    ]);
  });

  it("reads only the end of a large file, and says so", async () => {
    writeFileSync(path, Array.from({ length: 500 }, (_, index) => `${index + 1} p${index}\n`).join(""));
    const { facts } = await look({
      bounds: { ...LOG_BOUNDS, blockBytes: 64, maxBytes: 256, maxLineBytes: 64 },
    });
    expect(facts.isPartial).toBe(true);
    expect(facts.bytesRead).toBe(257);
    expect(facts.events.at(-1)?.peer).toBe("p499");
  });

  it("stops where the window begins", async () => {
    writeFileSync(path, Array.from({ length: 900 }, (_, index) => `${index + 1} p\n`).join(""));
    const { facts } = await look(
      { bounds: { ...LOG_BOUNDS, blockBytes: 64, maxBytes: 1 << 20, maxLineBytes: 64 } },
      150_000,
    );
    expect(facts.events[0]?.count).toBe(51);
    expect(facts.bytesRead).toBeLessThan(2_000);
    expect(facts.isPartial).toBe(false);
  });

  it("a line without end costs no memory and hides no other", async () => {
    writeFileSync(path, `1 a\n2 ${"x".repeat(100_000)}\n3 b\n`);
    const { facts } = await look({
      bounds: { ...LOG_BOUNDS, blockBytes: 1_000, maxBytes: 1 << 20, maxLineBytes: 100 },
    });
    expect(facts.events).toHaveLength(3);
    expect(facts.events[1]?.sample.length).toBeLessThan(101);
  });

  it("goes on in the file before when the log was rotated within the window", async () => {
    writeFileSync(path, "900 a\n");
    writeFileSync(`${path}.1`, "800 a\n850 c\n");
    const now = (START + 1_000_000) / 1_000;
    for (const file of [path, `${path}.1`]) utimesSync(file, now, now);
    expect((await look()).facts.events.map(({ peer, count }) => [peer, count])).toEqual([
      ["a", 2],
      ["c", 1],
    ]);
  });

  it("says that it is missing, that it is no file, that it may not be read", async () => {
    expect((await look()).outcome).toMatchObject({ kind: "not-found", code: "ENOENT" });
    path = folder;
    expect((await look()).outcome).toMatchObject({ kind: "not-tried", reason: "it is not a regular file" });
    path = join(folder, "closed");
    writeFileSync(path, "1 a\n");
    chmodSync(path, 0);
    // Root may read it all the same.
    expect((await look()).outcome.kind).toBe(process.geteuid?.() === 0 ? "answered" : "not-allowed");
  });

  it("an empty log is an answer", async () => {
    writeFileSync(path, "");
    expect(await look()).toMatchObject({
      outcome: { kind: "answered" },
      facts: { events: [], isPartial: false },
    });
  });

  it("a flood of different lines is bounded, and none goes uncounted", async () => {
    for (let part = 0; part < 20; part += 1) {
      appendFileSync(path, Array.from({ length: 1_000 }, (_, index) => `1 p${part}-${index}\n`).join(""));
    }
    const { facts } = await look();
    expect(facts.events.length).toBeLessThanOrEqual(10_001);
    expect(facts.events.reduce((sum, event) => sum + event.count, 0)).toBe(20_000);
    expect(facts.events.filter(({ isRest }) => isRest).map(({ peer, count }) => [peer, count])).toEqual([
      [undefined, 10_000],
    ]);
  });

  it("a gateway whose logs it can't read is not tried", async () => {
    const request = {
      kind: "log",
      gateway: "envoy",
      path,
      log: "error",
      format: undefined,
      sinceMs: 1,
    } as const;
    const [measurement] = await logProbe(grammars)(request, givenContext());
    expect(measurement?.outcome.kind).toBe("not-tried");
  });
});
