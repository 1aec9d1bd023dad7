import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, get } from "node:http";
import net, { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { haproxyAdmin } from "../../../src/gateways/haproxy/admin.ts";
import { haproxyLog } from "../../../src/gateways/haproxy/log.ts";
import type { AdminFacts, AdminPlace } from "../../../src/model/admin.ts";
import { adminProbe } from "../../../src/probes/admin.ts";
import { resolveProbe } from "../../../src/probes/dns/resolve.ts";
import { adminPlace } from "../../given/host.ts";
import { givenContext } from "../../probes/given-context.ts";

/** In CI it has to be there: the packages of the lab bring it along. */
const isWanted = process.env.CI !== undefined || spawnSync("haproxy", ["-v"]).status === 0;
const folder = mkdtempSync(join(tmpdir(), "uhc-haproxy-"));
const closing: (() => void)[] = [];
let haproxy: ChildProcess | undefined;
let log = "";
let [front, page] = [0, 0];

const portOf = (server: net.Server): number => (server.address() as AddressInfo).port;
async function listening(server: net.Server): Promise<number> {
  server.on("connection", (socket) => socket.on("error", () => undefined));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => server.close());
  return portOf(server);
}
/** A port that is free at this moment. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return port;
}

beforeAll(async () => {
  if (!isWanted) return;
  const dead = await freePort();
  const broken = await listening(createServer((_, response) => response.writeHead(503).end()));
  const junk = await listening(
    net.createServer((socket) => socket.once("data", () => socket.end("HELLO\r\n\r\n"))),
  );
  const mute = await listening(net.createServer((socket) => void closing.push(() => socket.destroy())));
  [front, page] = [await freePort(), await freePort()];
  const config = join(folder, "haproxy.cfg");
  writeFileSync(
    config,
    `global
  stats socket ${folder}/s mode 600 level operator
  log stdout format raw local0
defaults
  mode http
  log global
  option httplog
  retries 0
  timeout connect 500ms
  timeout client 2s
  timeout server 300ms
frontend fe
  bind 127.0.0.1:${front}
  use_backend %[path,field(2,/)]
listen page
  bind 127.0.0.1:${page}
  stats enable
  stats uri /stats
backend checked
  option httpchk
  server refused 127.0.0.1:${dead} check inter 100ms
  server status 127.0.0.1:${broken} check inter 100ms
  server silent 127.0.0.1:${mute} check inter 100ms
  server junk 127.0.0.1:${junk} check inter 100ms
  server off 127.0.0.1:${broken} check disabled
backend refused
  server s1 127.0.0.1:${dead}
backend hung
  server s1 127.0.0.1:${mute}
backend junk
  server s1 127.0.0.1:${junk}
backend broken
  server s1 127.0.0.1:${broken}
backend empty
`,
  );
  haproxy = spawn("haproxy", ["-db", "-f", config], { stdio: ["ignore", "pipe", "ignore"] });
  haproxy.stdout?.on("data", (data) => {
    log += data;
  });
  await vi.waitFor(() => expect(log).toContain("backend checked has no server"), { timeout: 10_000 });
}, 20_000);
afterAll(() => {
  haproxy?.kill("SIGKILL");
  for (const close of closing) close();
  rmSync(folder, { recursive: true });
});

async function asked(place: AdminPlace): Promise<AdminFacts> {
  const probe = adminProbe(new Map([["haproxy", haproxyAdmin]]), resolveProbe());
  const [seen] = await probe({ kind: "admin", gateway: "haproxy", place, timeoutMs: 5_000 }, givenContext());
  if (seen?.kind !== "admin" || seen.outcome.kind !== "answered") throw new Error(seen?.outcome.reason);
  return seen.facts;
}

const words = (line: string) => haproxyLog.error.open(Buffer.from(line))?.said() ?? [];

describe.skipIf(!isWanted)("a real HAProxy", () => {
  it("tells over its socket how each server is, and why", async () => {
    const place = adminPlace(1, "/", { target: { kind: "unix", path: join(folder, "s") } });
    const { peers, upstreams, process: running, captured } = await asked(place);
    const checked = peers.filter(({ upstream }) => upstream === "checked");
    expect(checked.map(({ alias, state, check }) => [alias, state, check?.failure])).toEqual([
      ["refused", "down", "connect-refused"],
      ["status", "down", "status-wrong"],
      ["silent", "down", "answer-timeout"],
      ["junk", "down", "answer-invalid"],
      ["off", "maintenance", undefined],
    ]);
    expect(checked.every(({ endpoint }) => /^127\.0\.0\.1:\d+$/.test(endpoint))).toBe(true);
    expect(checked[0]?.downSince).toBeDefined();
    expect(upstreams?.find(({ upstream }) => upstream === "checked")).toMatchObject({ known: 5, healthy: 0 });
    expect(running).toMatchObject({ pid: haproxy?.pid, isStopping: false });
    expect(captured).toMatchObject([{ upstream: "checked", alias: "junk", line: "HELLO" }]);
  });
  it("tells nearly the same on its page, and at a bare address too", async () => {
    for (const path of ["/stats", "/stats;csv", "/"]) {
      const { surface, peers } = await asked(adminPlace(page, path));
      expect(surface).toBe("HAProxy statistics page");
      expect(peers.find(({ alias }) => alias === "silent")).toMatchObject({
        state: "down",
        upstream: "checked",
      });
    }
  });
  it("writes logs of which each line is understood", async () => {
    const paths = ["refused", "hung", "junk", "broken", "empty", "nowhere", "checked"];
    for (const path of paths)
      await new Promise((resolve) =>
        get(`http://127.0.0.1:${front}/${path}`, (answer) => answer.resume().on("end", resolve)),
      );
    await vi.waitFor(() => expect(log).toContain('"GET /checked HTTP/1.1"'), { timeout: 5_000 });
    const told = log
      .split("\n")
      .flatMap(words)
      .filter(({ upstream }) => upstream !== "page")
      .map(({ event, upstream, peer }) => `${event} ${upstream}/${peer}`);
    expect(new Set(told)).toEqual(
      new Set([
        "endpoint-disabled checked/refused",
        "check-failed checked/refused",
        "endpoint-disabled checked/status",
        "check-failed checked/status",
        "endpoint-disabled checked/silent",
        "check-failed checked/silent",
        "endpoint-disabled checked/junk",
        "check-failed checked/junk",
        "no-live-upstreams checked/checked",
        ...["access-503 refused/s1", "connect-rejected refused/s1"],
        ...["access-504 hung/s1", "read-timeout hung/s1"],
        ...["access-502 junk/s1", "answer-malformed junk/s1"],
        "access-503 broken/s1",
        ...["access-503 empty/undefined", "no-live-upstreams empty/undefined"],
        ...["access-503 fe/undefined", "no-route fe/undefined"],
        ...["access-503 checked/undefined", "no-live-upstreams checked/undefined"],
      ]),
    );
  });
});
