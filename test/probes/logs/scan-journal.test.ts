import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LOG_GRAMMARS } from "../../../src/gateways/log-grammars.ts";
import { logProbe } from "../../../src/probes/logs.ts";
import { givenContext } from "../given-context.ts";

const NOW = Date.UTC(2026, 10, 28, 3);
const REFUSED =
  '[error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.1.1.1, server: a, request: "GET / HTTP/1.1", upstream: "http://10.0.0.5:80/", host: "a"';
const entry = (message: string, secondsAgo: number) =>
  JSON.stringify({ MESSAGE: message, __REALTIME_TIMESTAMP: String((NOW - secondsAgo * 1_000) * 1_000) });

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-journal-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Looks into a journal of which this is what `journalctl` prints. */
async function look(prints: string, { isBooted = true, maxBytes = 1 << 20 } = {}) {
  writeFileSync(join(folder, "entries"), prints);
  const tool = join(folder, "journalctl");
  writeFileSync(tool, `#!/bin/sh\nprintf '%s\\n' "$@" >${folder}/args\ncat ${folder}/entries\n`);
  chmodSync(tool, 0o755);
  const bootedMark = isBooted ? folder : join(folder, "none");
  const probe = logProbe(LOG_GRAMMARS, { journal: { bootedMark, limits: { folders: [folder], maxBytes } } });
  const request = {
    kind: "log",
    gateway: "nginx",
    path: "journal of nginx",
    log: "error",
    format: undefined,
    wrapper: "journal",
    program: "nginx",
    sinceMs: 3_600_000,
  } as const;
  const [measured] = await probe(request, givenContext({ now: () => NOW }));
  if (measured?.kind !== "log") throw new Error("nothing was measured");
  return measured;
}

describe("a log that the journal has", () => {
  it("is read by the journal's own time, whatever stands between", async () => {
    const lines = [
      entry(`2026/11/28 02:59:00 ${REFUSED}`, 60),
      "{broken",
      entry("something else", 50),
      entry(`gw-1 nginx: 2026/11/28 02:59:30 ${REFUSED}`, 30),
      entry(`2026/11/28 01:00:00 ${REFUSED}`, 7_200),
    ];
    const { outcome, facts } = await look(`${lines.join("\n")}\n`);
    expect([outcome.kind, facts.isPartial]).toEqual(["answered", false]);
    expect(
      facts.events.map(({ event, peer, count, firstAt, lastAt }) => [event, peer, count, firstAt, lastAt]),
    ).toEqual([["connect-refused", "10.0.0.5:80", 2, NOW - 60_000, NOW - 30_000]]);
  });
  it("is asked for no more than the window, and for this program alone", async () => {
    await look(entry("x", 1));
    const args = readFileSync(join(folder, "args"), "utf8").trim().split("\n");
    expect(args).toContain(`--since=@${NOW / 1_000 - 3_600}`);
    expect(args.slice(-3)).toEqual(["_COMM=nginx", "+", "_SYSTEMD_UNIT=nginx.service"]);
    expect(args.find((one) => one.startsWith("--lines="))).toMatch(/=\d+$/);
  });
  it("is read in part where it is too long, and that is told", async () => {
    const many = Array.from({ length: 100 }, () => entry(`2026/11/28 02:59:00 ${REFUSED}`, 60)).join("\n");
    const { facts } = await look(many, { maxBytes: 5_000 });
    expect(facts.isPartial).toBe(true);
    expect(facts.events[0]?.count).toBeGreaterThan(5);
  });
  it("is not there where systemd does not run", async () => {
    const { outcome } = await look(entry("x", 1), { isBooted: false });
    expect(outcome).toMatchObject({ kind: "not-tried", reason: "systemd does not run here" });
  });
  it("of which nothing may be seen is not taken for an empty one", async () => {
    const { outcome } = await look("");
    expect(outcome.kind).toBe(process.geteuid?.() === 0 ? "answered" : "not-allowed");
  });
});
