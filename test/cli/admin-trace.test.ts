import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adminPlace } from "../../src/cli/admin-place.ts";
import { DIAGNOSE_DEFAULTS } from "../../src/cli/diagnose-settings.ts";
import type { DiagnoseSettings } from "../../src/cli/settings.ts";
import { diagnose } from "../../src/cli/wire.ts";

/** A whole run against a gateway that is played: its config, one service, and what its admin surface says of it. */
let folder = "";
let service = "";
let api = "";
let state = "up";
let asked: string[] = [];
const servers: Server[] = [];

async function started(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  return `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "uhc-trace-"));
  service = await started((_, response) => response.end("hello"));
  const peers = () => ({
    api: { peers: [{ server: service, name: service, state, fails: 3 }], zone: "api" },
  });
  api = await started(({ url = "" }, response) => {
    asked.push(url);
    const pages: Record<string, unknown> = { "/api/": [9], "/api/9/http/upstreams": peers() };
    const page = pages[url];
    response.writeHead(page === undefined ? 404 : 200).end(page === undefined ? "" : JSON.stringify(page));
  });
  const config = `events {}
http { access_log off; error_log ${folder}/error.log;
  upstream api { zone api 64k; server ${service}; server 127.0.0.2:1 down; }
  server { listen 80; location / { proxy_pass http://api; } } }`;
  writeFileSync(join(folder, "nginx.conf"), config);
});
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(over: Partial<DiagnoseSettings> = {}) {
  asked = [];
  const admin = adminPlace({ value: `http://${api}/api/`, source: "--admin" }, undefined);
  const settings = { ...DIAGNOSE_DEFAULTS, configs: [join(folder, "nginx.conf")], admin, ...over };
  const host = { signal: new AbortController().signal, onEvent: () => undefined };
  return (await diagnose(settings, host)).report;
}

describe("--admin", () => {
  it("shows what the gateway itself says of each endpoint", async () => {
    state = "up";
    const report = await run();
    expect(report.upstreams[0]?.endpoints.map(({ gatewayState }) => gatewayState)).toEqual(["up", "down"]);
    expect(report.verdict).toBe("healthy");
    expect(report.causes.filter(({ role }) => role === "root")).toEqual([]);
    const said = report.checks.filter(({ id }) => id === "ejections-over").map(({ summary }) => summary);
    expect(said).toContain("nginx itself calls it up");
  });
  it("finds the endpoint that answers and is kept out", async () => {
    state = "unavail";
    const report = await run();
    expect(report.causes[0]).toMatchObject({ id: "ejected-by-passive-checks", role: "root" });
    expect(report.upstreams[0]?.endpoints[0]?.gatewayState).toBe("ejected");
    expect(report.verdict).toBe("down");
  });
  it("is asked on this host also with --no-probe, and elsewhere not", async () => {
    state = "unavail";
    expect((await run({ probes: false })).upstreams[0]?.endpoints[0]?.gatewayState).toBe("ejected");
    expect(asked).toContain("/api/9/http/upstreams");
    const remote = adminPlace({ value: "http://192.0.2.1/api/", source: "--admin" }, undefined);
    const report = await run({ probes: false, admin: remote });
    expect(report.notChecked).toContainEqual({
      what: "what the gateway says at http://192.0.2.1/api/",
      because: "it is not on this host (--no-probe)",
    });
  });
  it("says why it told nothing", async () => {
    const closed = adminPlace({ value: `http://${api}/closed/`, source: "--admin" }, undefined);
    const report = await run({ admin: closed });
    expect(report.notChecked.map(({ because }) => because)).toContain("it answers 404");
    expect(report.verdict).toBe("healthy");
  });
  it("is asked for nothing else", async () => {
    await run({ admin: undefined });
    expect(asked).toEqual([]);
  });
});
