import {
  closeSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOG_GRAMMARS } from "../../../src/gateways/log-grammars.ts";
import type { LogEvent } from "../../../src/model/observation.ts";
import type { LogRequest } from "../../../src/model/request.ts";
import { startHelpers } from "../../../src/probes/logs/helpers.ts";
import { LOG_BOUNDS } from "../../../src/probes/logs/read-piece.ts";
import { tally } from "../../../src/probes/logs/tally.ts";
import { newTask, type TaskResult } from "../../../src/probes/logs/task.ts";
import { logProbe } from "../../../src/probes/logs.ts";
import { givenContext } from "../given-context.ts";

const NOW = Date.UTC(2026, 10, 28, 3);
/** Pieces shorter than a line, so that most lines are cut. */
const BOUNDS = { ...LOG_BOUNDS, blockBytes: 256, maxLineBytes: 1_024, pieceBytes: 100, aloneBytes: 1 };
const request = {
  kind: "log",
  gateway: "nginx",
  log: "error",
  format: undefined,
  sinceMs: 3_600_000,
} as const;

let folder = "";
let path = "";
let entry: URL;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "uhc-helpers-"));
  path = join(folder, "error.log");
  const outfile = join(folder, "log-worker.mjs");
  const here = resolve(import.meta.dirname, "../../..");
  await build({
    entryPoints: [join(here, "src/cli/log-worker.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
  });
  entry = pathToFileURL(outfile);
});
afterAll(() => rmSync(folder, { recursive: true }));

const line = (second: number, peer: string, end = "\n") =>
  `2026/11/28 02:${String(30 + Math.floor(second / 60)).padStart(2, "0")}:${String(second % 60).padStart(2, "0")} [error] 7#7: *${second} connect() failed (111: Connection refused) while connecting to upstream, client: 10.1.1.1, server: a, request: "GET /${"x".repeat(second % 90)} HTTP/1.1", upstream: "http://${peer}/", host: "a"${end}`;
const many = (count: number, end?: string) =>
  Array.from({ length: count }, (_, index) => line(index % 600, `10.0.0.${index % 7}:80`, end)).join("");

/** What threads find that get no help from the one that asks. */
async function helpersAlone(bounds = BOUNDS, rotate = () => {}): Promise<readonly LogEvent[]> {
  const file = openSync(path, "r");
  try {
    const { size } = statSync(path);
    const task = newTask({ file, from: 0, to: size, since: 0, placeBase: 0, bounds });
    const asked: LogRequest = { ...request, path };
    const helpers = startHelpers(entry, { task, request: asked }, 2);
    rotate();
    const all = tally();
    for (const result of await Promise.all(helpers)) all.merge(given(result).counted);
    return all.events();
  } finally {
    closeSync(file);
  }
}

function given(result: TaskResult | undefined): TaskResult {
  if (result === undefined) throw new Error("a thread died");
  return result;
}

async function look(helpers: number, over: Partial<typeof BOUNDS> = {}) {
  const bounds = { ...BOUNDS, ...over };
  const probe = logProbe(LOG_GRAMMARS, { bounds, worker: entry, helpers });
  const [measured] = await probe({ ...request, path }, givenContext({ now: () => NOW }));
  if (measured?.kind !== "log") throw new Error("nothing was measured");
  return measured;
}

const total = (events: readonly LogEvent[]) => events.reduce((sum, { count }) => sum + count, 0);

describe("threads that read one log together", () => {
  it.each([
    ["lines", "\n"],
    ["CRLF", "\r\n"],
  ])("give what one gives alone: %s", async (_, end) => {
    writeFileSync(path, many(3_000, end));
    const alone = await look(0);
    expect(total(alone.facts.events)).toBe(3_000);
    expect((await look(2)).facts).toEqual({ ...alone.facts, bytesRead: expect.any(Number) });
    expect(await helpersAlone()).toEqual(alone.facts.events);
  });

  it("a log that is rotated meanwhile is read to its end, and its successor is not", async () => {
    writeFileSync(path, many(2_000));
    const events = await helpersAlone(BOUNDS, () => {
      renameSync(path, `${path}.1`);
      writeFileSync(path, line(1, "10.9.9.9:80"));
    });
    expect(total(events)).toBe(2_000);
    expect(events.map(({ peer }) => peer)).not.toContain("10.9.9.9:80");
    rmSync(`${path}.1`);
  });

  it("a log that is emptied meanwhile ends where it ends now", async () => {
    writeFileSync(path, many(2_000));
    expect(total(await helpersAlone(BOUNDS, () => truncateSync(path, 0)))).toBeLessThanOrEqual(2_000);
  });

  it("bytes that are no text are passed over, and what stands between them is counted", async () => {
    const noise = Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7_919) % 251));
    const parts = Array.from({ length: 20 }, (_, index) => [
      noise,
      Buffer.from(`\n${line(index, "10.0.0.1:80")}`),
    ]);
    writeFileSync(path, Buffer.concat(parts.flat()));
    const { outcome, facts } = await look(2);
    expect([outcome.kind, total(facts.events)]).toEqual(["answered", 20]);
  });

  it("a line of a quarter of a gigabyte is gone through in little memory, and hides nothing behind it", async () => {
    writeFileSync(path, line(1, "10.0.0.1:80"));
    truncateSync(path, 256 << 20);
    writeFileSync(path, `\n${line(2, "10.0.0.2:80")}`, { flag: "a" });
    const before = process.memoryUsage().rss;
    const { facts } = await look(1, { ...LOG_BOUNDS, maxBytes: Number.MAX_SAFE_INTEGER, aloneBytes: 1 });
    expect(facts.events.map(({ peer }) => peer)).toEqual(["10.0.0.1:80", "10.0.0.2:80"]);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20);
  }, 60_000);

  it("a log from the future counts, and is as far ahead as it says", async () => {
    writeFileSync(path, `2027/01/01 00:00:00${line(1, "10.0.0.1:80").slice(19)}`);
    const [event] = (await look(1)).facts.events;
    expect(event?.lastAt).toBeGreaterThan(NOW);
  });

  it("one that dies is told: then a part is missing", async () => {
    writeFileSync(path, many(500));
    const probe = logProbe(LOG_GRAMMARS, {
      bounds: BOUNDS,
      worker: new URL("file:///nowhere.mjs"),
      helpers: 1,
    });
    const [measured] = await probe({ ...request, path }, givenContext({ now: () => NOW }));
    expect(measured?.kind === "log" && measured.facts.isPartial).toBe(true);
    expect(measured?.outcome.kind).toBe("answered");
  });
});
