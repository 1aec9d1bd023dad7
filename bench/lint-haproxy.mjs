#!/usr/bin/env node
// How fast `uhc lint` is on large configs of HAProxy, all rules on, beside `haproxy -c` on the same file.
//
//   npm run build && node bench/lint-haproxy.mjs [--megabytes 10] [--rounds 3] [--kind tls,plain,lean,defects]
//
// Needs haproxy in PATH. Every figure is that of a whole process, start-up included, wall time beside processor time (user
// and system); the two programs take turns, and medians are compared. Addresses are literal, so that neither resolves a
// name. The kinds of config: `tls`, eight servers to a backend with TLS and their own server name; `plain`, the same
// without TLS; `lean`, two servers to a backend and as little else as goes, so that frontends' rules weigh more; `defects`,
// plain with a mistake in every hundredth backend, which the answer has to name as often as it was made.
// Exits 1 when an answer is wrong, or when the goal is missed: three times as fast, by the wall and by the processor.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const GOAL = 3;
const HEAD = `global
    maxconn 20000

defaults
    mode http
    option httplog
    timeout connect 5s
    timeout client 30s
    timeout server 30s
    default-server inter 5s fall 3 rise 2
`;

const { values } = parseArgs({
  options: {
    megabytes: { type: "string", default: "10" },
    rounds: { type: "string", default: "3" },
    kind: { type: "string", default: "tls,plain,lean,defects" },
  },
});
const uhc = join(dirname(fileURLToPath(import.meta.url)), "../bin/uhc.js");
const PEAK = "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))";

for (const kind of values.kind.split(",")) compare(kind);

function compare(kind) {
  const folder = mkdtempSync(join(tmpdir(), "uhc-bench-"));
  const file = join(folder, "haproxy.cfg");
  try {
    const { text, planted } = config(kind, Number(values.megabytes) * 1_000_000);
    writeFileSync(file, text);
    checkAnswer(kind, file, planted);
    const contestants = {
      "uhc lint": [
        process.execPath,
        "--import",
        `data:text/javascript,${PEAK}`,
        uhc,
        "lint",
        file,
        "--exit-zero",
      ],
      "haproxy -c": ["haproxy", "-q", "-c", "-f", file],
    };
    const runs = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
    for (let round = 0; round < Number(values.rounds); round++)
      for (const [name, argv] of Object.entries(contestants)) runs[name].push(run(name, argv));
    report(kind, runs);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(name, argv) {
  const start = performance.now();
  // the shell tells the time of its children last (POSIX, times)
  const { status, stderr, error } = spawnSync(
    "sh",
    ["-c", '"$@"; status=$?; times >&2; exit $status', "sh", ...argv],
    { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"], maxBuffer: 1 << 28 },
  );
  const wallMs = performance.now() - start;
  if (status !== 0) throw new Error(`${name} failed: ${error?.message ?? stderr.slice(0, 2_000)}`);
  return { wallMs, cpuMs: cpuMs(stderr), peakKiB: Number(/^peak (\d+)/m.exec(stderr)?.[1] ?? 0) };
}

function report(kind, runs) {
  console.log(`-- ${kind}`);
  for (const [name, all] of Object.entries(runs))
    console.log(
      `${name.padEnd(10)} ${shown(median(all, "wallMs"))} wall ${shown(median(all, "cpuMs"))} processor`,
    );
  for (const [what, field] of [
    ["by the wall", "wallMs"],
    ["by the processor", "cpuMs"],
  ]) {
    const ratio = median(runs["haproxy -c"], field) / median(runs["uhc lint"], field);
    const isMet = ratio >= GOAL;
    console.log(
      `${isMet ? "met   " : "missed"} ${ratio.toFixed(2)} times as fast ${what} (goal: at least ${GOAL})`,
    );
    if (!isMet) process.exitCode = 1;
  }
  console.log(`       ${(median(runs["uhc lint"], "peakKiB") / 1024).toFixed(0)} MiB at most in use`);
}

function shown(ms) {
  return `${ms.toFixed(0).padStart(6)} ms`;
}

function median(all, field) {
  const sorted = all.map((one) => one[field]).toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** "0m1.23s 0m0.04s" in the last line: user and system time. */
function cpuMs(stderr) {
  const all = stderr
    .trimEnd()
    .split("\n")
    .at(-1)
    .matchAll(/(\d+)m([\d.]+)s/g);
  return [...all].reduce((sum, [, minutes, seconds]) => sum + (minutes * 60 + Number(seconds)) * 1_000, 0);
}

/** Mistakes by the cause that they must be found as, with the number of backends that bear them. */
function checkAnswer(kind, file, planted) {
  const { stdout } = spawnSync(process.execPath, [uhc, "lint", file, "--exit-zero", "-f", "json"], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  const { causes, verdict } = JSON.parse(stdout);
  const wrong = verdict === "down" ? ["a reason for HAProxy to refuse the file"] : [];
  for (const [id, backends] of Object.entries(planted)) {
    const found = new Set(
      causes
        .filter((cause) => cause.id === id)
        .flatMap(({ subjects }) => subjects.map((one) => one.upstream)),
    );
    if (backends.some((name) => !found.has(name)) || found.size !== backends.length)
      wrong.push(`${backends.length} × ${id} planted, ${found.size} found`);
  }
  if (wrong.length === 0) return;
  console.error(`${kind}: wrong answer: ${wrong.join("; ")}`);
  process.exit(1);
}

/** Backends as people write them, and a frontend that leads to each by its host name. */
function config(kind, bytes) {
  const backends = [];
  const rules = [];
  const planted = { "health-check-too-aggressive": [] };
  let size = HEAD.length;
  for (let n = 0; size < bytes; n++) {
    const isBad = kind === "defects" && n % 100 === 50;
    if (isBad) planted["health-check-too-aggressive"].push(`app${n}`);
    const backend = kind === "lean" ? leanBackend(n) : fullBackend(n, kind === "tls", isBad);
    const rule = `    use_backend app${n} if { hdr(host) -i app${n}.example.com }\n`;
    backends.push(backend);
    rules.push(rule);
    size += backend.length + rule.length;
  }
  const front = `\nfrontend web\n    bind :8080\n${rules.join("")}`;
  return { text: `${HEAD}${front}${backends.join("")}`, planted };
}

function fullBackend(n, isTls, isBad) {
  const tls = isTls ? `ssl verify none sni str(app${n}.internal) ` : "";
  const often = isBad ? "inter 50 fall 1 " : "";
  const servers = Array.from(
    { length: 8 },
    (_, s) =>
      `    server app${s} ${address(n, s + 1)}:8443 check ${often}${tls}weight ${s + 1} maxconn 200\n`,
  );
  return `
# service ${n}
backend app${n}
    balance leastconn
    option httpchk
    http-check send meth GET uri /healthz ver HTTP/1.1 hdr Host app${n}.internal
    http-check expect status 200-299
    http-request set-header X-Service "app ${n}"
${servers.join("")}`;
}

function leanBackend(n) {
  return `
backend app${n}
    server a ${address(n, 1)}:8080 check
    server b ${address(n, 2)}:8080 check
`;
}

function address(n, host) {
  return `10.${(n >> 8) & 255}.${n & 255}.${host}`;
}
