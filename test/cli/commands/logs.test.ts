import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLogs } from "../../../src/cli/logs.ts";
import type { LogsSettings } from "../../../src/cli/logs-settings.ts";
import type { Report } from "../../../src/model/report.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-logs-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const SETTINGS: Omit<LogsSettings, "paths"> = {
  configs: [],
  gateway: undefined,
  gatewayVersion: undefined,
  root: undefined,
  upstreams: [],
  sinceMs: 3_600_000,
  select: [],
  ignore: [],
  deadlineMs: 30_000,
};

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return name;
}

async function logs(paths: readonly string[], over: Partial<LogsSettings> = {}): Promise<Report> {
  const host = { signal: new AbortController().signal, onEvent: () => {} };
  return (await readLogs({ ...SETTINGS, paths, ...over }, folder, host)).report;
}

/** A line of an error log at a time of one day. */
function refused(time: string, peer = "10.0.0.5:8080"): string {
  return `2026/11/28 ${time} [error] 12#12: *7 connect() failed (111: Connection refused) while connecting to upstream, client: 10.9.9.9, server: a, request: "GET /x HTTP/1.1", upstream: "http://${peer}/x", host: "a"\n`;
}

/** A line of an access log with pairs behind the combined format. */
function answer(time: string, status: number, rest = `rt=0.010 us="${status}" uht="0.010"`): string {
  return `10.9.9.9 - - [28/Nov/2026:${time} +0000] "GET /x HTTP/1.1" ${status} 5 "-" "curl/8" ${rest} ua="10.0.0.5:8080"\n`;
}

describe("uhc logs", () => {
  it("calls servers of HAProxy by their addresses where a config tells them", async () => {
    const config = file(
      "haproxy.cfg",
      "defaults\n  mode http\n  log stdout format raw local0\n  option httplog\n  timeout connect 1s\n  timeout client 9s\n  timeout server 9s\nfrontend web\n  bind :8080\n  default_backend api\nbackend api\n  server s1 10.0.0.5:80\n",
    );
    const line =
      '10.9.9.9:1 [28/Nov/2026:02:10:31.158] web api/s1 0/0/1/-1/9001 504 198 - - sH-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"\n';
    const report = await logs([file("haproxy.log", line.repeat(6))], { configs: [join(folder, config)] });
    expect(report.logs?.places[0]).toMatchObject({ upstream: "api", endpoint: "10.0.0.5:80", requests: 6 });
    expect(report.causes[0]).toMatchObject({
      id: "service-hung",
      subjects: [{ gateway: "haproxy", upstream: "api", endpoint: "10.0.0.5:80" }],
    });
  });
  it("takes no other program's log for Caddy's, bare or in an entry of the journal", async () => {
    const line = (logger: string, message: string) =>
      `{"level":"error","ts":1795862454.25,"logger":"${logger}","msg":"${message}","request":{"method":"GET"}}`;
    const foreign = line("eventHandler", "reconciling");
    await expect(logs([file("controller.log", `${foreign}\n`)])).rejects.toThrow(/no line in it/);
    const own = line("http.log.error", "dial tcp 10.0.0.5:80: connect: connection refused");
    const entry = JSON.stringify({ MESSAGE: own, __REALTIME_TIMESTAMP: "1795862454250000" });
    const report = await logs([file("journal.json", `${JSON.stringify({ MESSAGE: foreign })}\n${entry}\n`)]);
    expect(report.causes[0]).toMatchObject({ id: "port-refused", subjects: [{ gateway: "caddy" }] });
  });
  it("tells of each address what failed, how often, since when", async () => {
    const report = await logs([file("error.log", refused("02:10:31") + refused("02:40:00"))]);
    expect(report).toMatchObject({ command: "logs", complete: true, verdict: "degraded" });
    expect(report.causes[0]).toMatchObject({ id: "port-refused", role: "root", locations: [] });
    expect(report.logs?.places).toMatchObject([
      {
        gateway: "nginx",
        upstream: "10.0.0.5:8080",
        failures: [{ event: "connect-refused", count: 2, bursts: 2 }],
      },
    ]);
  });

  it("lets the window end with the last line of all files, whatever the clock says", async () => {
    const old = file("old.log", refused("00:10:00", "10.0.0.9:80"));
    const recent = file("recent.log", refused("02:10:00"));
    const report = await logs([old, recent]);
    expect(report.logs?.places.map(({ endpoint }) => endpoint)).toEqual(["10.0.0.5:8080"]);
  });

  it("reads the logs in a folder, whatever else lies there", async () => {
    mkdirSync(join(folder, "many", "deeper"), { recursive: true });
    file("many/error.log", refused("02:10:00"));
    file("many/error.log.1", refused("01:30:00", "10.0.0.6:80"));
    file("many/notes.txt", "nothing of interest\n");
    file("many/empty.log", "");
    const report = await logs(["many"]);
    expect(report.logs?.files.map(({ path }) => path)).toEqual(
      ["error.log", "error.log.1"].map((name) => join(folder, "many", name)),
    );
    expect(report.logs?.places).toHaveLength(2);
    expect(report.notChecked).toEqual([]);
    await expect(logs(["many/deeper"])).rejects.toThrow("many/deeper: no file in it is a gateway's log");
  });

  it("reads what comes through a pipe, and no device, which may have no end", async () => {
    spawnSync("mkfifo", [join(folder, "pipe")]);
    const [report] = await Promise.all([
      logs(["pipe"]),
      writeFile(join(folder, "pipe"), refused("02:10:00")),
    ]);
    expect(report.logs?.places[0]?.upstream).toBe("10.0.0.5:8080");
    await expect(logs(["pipe"], { deadlineMs: 300 })).rejects.toThrow("pipe: it is empty");
    await expect(logs(["/dev/zero"])).rejects.toThrow("/dev/zero: it is neither a file nor a pipe");
  });

  it("says that a failure is over where the gateway has long got good answers since", async () => {
    const errors = file("over.log", refused("02:00:00") + refused("02:00:05"));
    const good = file(
      "over-access.log",
      answer("02:00:01", 502, 'us="502" uht="-"') + answer("02:30:00", 200),
    );
    const report = await logs([errors, good]);
    expect(report.causes).toMatchObject([{ id: "port-refused", role: "latent", severity: "warning" }]);
    expect(report.causes[0]?.title).toMatch(/^Over since 2026-11-28T02:00:05Z/);
    expect(report.verdict).toBe("unknown");
  });

  it("tells answers of the gateway's own from the upstream's, and their share", async () => {
    const lines = [
      ...Array.from({ length: 8 }, (_, index) => answer(`02:00:0${index}`, 200)),
      answer("02:00:08", 502, 'us="502" uht="-"'),
      answer("02:00:09", 503),
    ];
    const report = await logs([file("access.log", lines.join(""))]);
    expect(report.logs?.places[0]).toMatchObject({
      requests: 10,
      failedRequests: 2,
      madeBy: { gateway: 1, upstream: 1, unknown: 0 },
    });
  });

  it.each([
    ["syslog", (line: string) => `Nov 28 02:10:31 gw-1 nginx: ${line}`],
    [
      "journald",
      (line: string) =>
        `${JSON.stringify({ MESSAGE: line.trim(), __REALTIME_TIMESTAMP: "1795831831000000" })}\n`,
    ],
    [
      "docker",
      (line: string) =>
        `${JSON.stringify({ log: line, stream: "stderr", time: "2026-11-28T02:10:31.5Z" })}\n`,
    ],
    ["kubernetes", (line: string) => `2026-11-28T02:10:31.123456789Z stderr F ${line}`],
  ])("unwraps lines of %s", async (name, wrap) => {
    const report = await logs([file(`${name}.log`, wrap(refused("02:10:31")))]);
    expect(report.causes[0]?.id).toBe("port-refused");
  });

  it("reads packed files, whatever their name, and goes on in packed generations", async () => {
    file("rotated.log", refused("02:10:00"));
    file("rotated.log.1", refused("02:05:00"));
    file("rotated.log.2.gz", gzipSync(refused("02:01:00")));
    const whole = await logs(["rotated.log"]);
    expect(whole.logs?.places[0]?.failures[0]?.count).toBe(3);
    const packed = await logs(["rotated.log.2.gz"]);
    expect(packed.logs?.places[0]?.failures[0]?.count).toBe(1);
    // each by itself: none is counted twice
    const all = await logs(["rotated.log", "rotated.log.1", "rotated.log.2.gz"]);
    expect(all.logs?.places[0]?.failures[0]?.count).toBe(3);
  });

  it("takes formats, upstreams and names from a config", async () => {
    const conf = file(
      "nginx.conf",
      `events {}
http {
  log_format mine '$time_iso8601|$status|$upstream_addr|$upstream_status|$upstream_header_time|$request_time';
  access_log logs/mine.log mine;
  upstream api { server 10.0.0.5:8080; server 10.0.0.6:8080; }
  server { listen 80; location / { proxy_pass http://api; } }
}\n`,
    );
    const line = "2026-11-28T02:00:00+00:00|502|10.0.0.6:8080|502|-|0.001\n";
    const report = await logs([file("mine.log", line)], { configs: [join(folder, conf)] });
    expect(report.logs?.places[0]).toMatchObject({
      upstream: "api",
      endpoint: "10.0.0.6:8080",
      failedRequests: 1,
    });
    expect(report.upstreams.map(({ name }) => name)).toEqual(["api"]);
  });

  it("knows Envoy's own format, whose marks a format of nginx shares", async () => {
    const line =
      '[2026-11-28T02:00:00.310Z] "GET /a HTTP/1.1" 503 UH 0 19 1 - "10.0.35.28" "curl/8" "cc21d9b0" "a.test" "-"\n';
    const report = await logs([file("access.log", line.repeat(3))]);
    expect(report.inputs.map(({ gateway }) => gateway)).toEqual(["envoy"]);
    expect(report.logs?.places.map(({ failedRequests }) => failedRequests)).toEqual([3]);
  });

  it("keeps away from what it can't read, and says so", async () => {
    const noise = file(
      "noise.bin",
      Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 89) % 256)),
    );
    const report = await logs([noise, file("good.log", refused("02:10:00"))]);
    expect(report.notChecked[0]?.what).toBe(noise);
    await expect(logs([noise])).rejects.toThrow(/no line in it is one of a gateway's log/);
    await expect(logs([file("empty.log", "")])).rejects.toThrow(/it is empty/);
    await expect(logs(["missing.log", "good.log"])).rejects.toThrow(/missing.log: no such file/);
    await expect(logs(["good.log"], { gateway: "envoy" })).rejects.toThrow(/as envoy writes/);
    chmodSync(join(folder, noise), 0);
  });

  it("a quiet log has no cause, and says so", async () => {
    const report = await logs([file("quiet.log", answer("02:00:00", 200))]);
    expect(report).toMatchObject({
      verdict: "unknown",
      causes: [],
      summary: "The logs show no failure within the window.",
    });
  });
});
