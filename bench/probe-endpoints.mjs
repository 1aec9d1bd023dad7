#!/usr/bin/env node
// Probes a farm of endpoints, all at once, and compares the time with the one wait that nobody can avoid: the patience
// with those that swallow connections. The same is then done with bare sockets, which judge nothing and are sometimes
// wrong: where they are slow too, the machine is busy.
//
//   node bench/probe-endpoints.mjs FARM [--count 1000,10000] [--patience-ms 2000] [--runs 3]
//
// FARM is the folder with endpoint-farm.sh (`up`, `run CMD …`, `down`: a network namespace of its own) and
// endpoint-farm.mjs (`--count N --list FILE`: live, refusing and silent addresses, and a list of what to expect).
// Needs root, iproute2 and nftables; touches nothing outside of the namespace.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const EXPECTED = {
  live: "exchange answered 200",
  refused: "connect refused",
  blackholed: "connect timed-out",
};

const here = fileURLToPath(import.meta.url);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "1000,10000" },
    "patience-ms": { type: "string", default: "2000" },
    runs: { type: "string", default: "3" },
    inside: { type: "string" },
    probe: { type: "string" },
  },
});
const patienceMs = Number(values["patience-ms"]);
if (values.inside === undefined) await measure();
else await probeAll(values.inside, values.probe);

async function measure() {
  const farm = positionals[0];
  if (farm === undefined) fail("usage: probe-endpoints.mjs FARM [--count N,…] [--patience-ms MS] [--runs N]");
  if (process.getuid?.() !== 0) fail("this needs root, to make a network namespace");
  const folder = mkdtempSync(join(tmpdir(), "uhc-bench-"));
  const probe = await bundle(folder);
  const script = join(resolve(farm), "endpoint-farm.sh");
  const env = { ...process.env, FARM_NS: `uhc-bench-${process.pid}` };
  if (spawnSync(script, ["up"], { env, stdio: "inherit" }).status !== 0) fail("the namespace can't be made");
  try {
    for (const count of values.count.split(",")) {
      for (let run = 0; run < Number(values.runs); run += 1)
        await once(script, env, farm, count, folder, probe);
    }
  } finally {
    spawnSync(script, ["down"], { env, stdio: "inherit" });
    rmSync(folder, { recursive: true });
  }
}

async function once(script, env, farm, count, folder, probe) {
  const list = join(folder, `list-${count}`);
  const server = join(resolve(farm), "endpoint-farm.mjs");
  const farmProcess = manyFiles(
    script,
    env,
    [server, "--count", count, "--list", list],
    ["ignore", "pipe", "inherit"],
  );
  try {
    await new Promise((ready) => farmProcess.stdout.once("data", ready));
    for (const way of [probe, "bare"]) {
      const args = [here, "--inside", list, "--probe", way, "--patience-ms", String(patienceMs)];
      const prober = manyFiles(script, env, args, "inherit");
      const code = await new Promise((done) => prober.once("exit", done));
      if (code !== 0) process.exitCode = 1;
    }
  } finally {
    farmProcess.kill();
  }
}

/** Node.js in the namespace, with as many descriptors as the system lets it have. */
function manyFiles(script, env, args, stdio) {
  const command = 'ulimit -n "$(ulimit -Hn)"; exec "$@"';
  return spawn(script, ["run", "sh", "-c", command, "sh", process.execPath, ...args], { env, stdio });
}

async function bundle(folder) {
  const { build } = await import("esbuild");
  const outfile = join(folder, "climb.mjs");
  const entry = join(here, "../../src/probes/climb.ts");
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
  return outfile;
}

async function probeAll(list, probe) {
  const endpoints = readFileSync(list, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(/[:\t]/));
  const context = {
    signal: new AbortController().signal,
    now: () => Date.now(),
    clock: () => performance.now(),
    userAgent: "uhc-bench",
    readFile: async () => ({ reason: "no such file", code: "ENOENT" }),
  };
  const isBare = probe === "bare";
  const { climb } = isBare ? { climb: bareProbe } : await import(pathToFileURL(probe).href);
  const start = performance.now();
  const all = endpoints.map(([host, port]) => climb(request(host, Number(port)), context));
  const results = await Promise.all(all);
  report(isBare ? "bare" : "uhc ", endpoints, results, performance.now() - start);
}

function request(host, port) {
  return {
    kind: "climb",
    target: { kind: "tcp", host, port, isAddress: true },
    sourceAddress: undefined,
    patienceMs,
    proxyProtocol: 0,
    tls: undefined,
    exchange: {
      protocol: "http",
      httpVersion: "1.0",
      method: "GET",
      path: "/",
      host,
      headers: [],
      rawRequest: undefined,
      grpcService: undefined,
      hasCredentials: false,
      purpose: "route",
    },
    limits: {},
  };
}

/** The least that can be done: no layers, no parser, one timer. */
function bareProbe({ target, patienceMs }) {
  return new Promise((resolve) => {
    const start = performance.now();
    const socket = connect({ host: target.host, port: target.port });
    const end = (kind, outcome, status) => {
      clearTimeout(timer);
      socket.destroy();
      resolve([
        { kind, outcome: { kind: outcome }, durationMs: performance.now() - start, facts: { status } },
      ]);
    };
    const timer = setTimeout(end, patienceMs, "connect", "timed-out");
    socket.on("connect", () => socket.write("GET / HTTP/1.0\r\nConnection: close\r\n\r\n"));
    socket.on("data", () => end("exchange", "answered", 200));
    socket.on("error", () => end("connect", "refused"));
  });
}

function report(way, endpoints, results, wallMs) {
  const waits = [];
  let wrong = 0;
  for (const [index, measurements] of results.entries()) {
    const last = measurements.at(-1);
    const seen = `${last.kind} ${last.outcome.kind} ${last.facts.status ?? ""}`.trim();
    if (seen !== EXPECTED[endpoints[index][2]]) wrong += 1;
    if (last.outcome.kind === "timed-out") waits.push(last.durationMs);
  }
  const ratio = (ms) => (ms / patienceMs).toFixed(3);
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpu = `${(userCPUTime / 1e6).toFixed(2)} + ${(systemCPUTime / 1e6).toFixed(2)}`;
  console.log(
    `${way} ${endpoints.length} endpoints: ${ratio(wallMs)} x the patience of ${patienceMs} ms; ${wrong} wrong; ` +
      `waits ${ratio(Math.min(...waits))} to ${ratio(Math.max(...waits))} x; ` +
      `${Math.round(maxRSS / 1024)} MiB; ${cpu} s CPU (user + system)`,
  );
  if (wrong > 0 && way !== "bare") process.exitCode = 1;
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
