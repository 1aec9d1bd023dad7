#!/usr/bin/env node
// How fast `uhc lint` is, all rules on, as ratios within one run.
//
//   npm run build && node bench/lint-nginx.mjs FILE [--rounds 5] [--cpu] [--planted JSON]
//
// FILE is a config that `nginx -t` accepts, by itself or with the files that it includes; nginx runs with the file's
// folder as its prefix. Beside it run nginx -t, a bare tokenizer of one file (one loop over a latin1 string that keeps
// nothing), `cat | wc -l` over all files, and crossplane (Python) where the command is installed. Every figure is the wall
// time of a whole process, start-up included; rounds are interleaved, and medians are compared. The build in dist/ is what
// is measured, with its default format. Memory is measured in a run of its own: what reads it out takes time to load.
//
// --cpu counts the processor time of each process, user and system, in the place of wall time: on a machine that others
// use too, it is what varies less.
//
// --planted says which mistakes the file was made with, by kind and number: those that uhc has a rule for must be found
// as often, and no lint may find a reason for nginx to refuse the file; otherwise the answer is called wrong.
// Exits 1 when the answer is wrong, or when a goal for that size of input is missed.
import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    cpu: { type: "boolean", default: false },
    planted: { type: "string", default: "{}" },
  },
});
const [file] = positionals;
if (file === undefined) {
  console.error("usage: node bench/lint-nginx.mjs FILE [--rounds 5] [--cpu] [--planted JSON]");
  process.exit(2);
}
const config = resolve(file);
const files = readdirSync(dirname(config), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".conf"))
  .map((entry) => join(entry.parentPath, entry.name));
const bytes = files.reduce((sum, path) => sum + statSync(path).size, 0);
const here = dirname(fileURLToPath(import.meta.url));
const uhc = join(here, "../bin/uhc.js");
const tokenizer = join(here, "tokenizer.cjs");

const PEAK = "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))";
const CAT = `find '${dirname(config)}' -name '*.conf' -print0 | xargs -0 cat | wc -l`;
const hasCrossplane = spawnSync("crossplane", ["--version"]).error === undefined;
const CONTESTANTS = {
  "node -e 0": { command: process.execPath, args: ["-e", "0"] },
  "uhc lint": {
    command: process.execPath,
    args: [uhc, "lint", config, "--exit-zero"],
  },
  "nginx -t": { command: "nginx", args: ["-e", "stderr", "-p", dirname(config), "-c", config, "-t"] },
  ...(files.length === 1
    ? { tokenizer: { command: process.execPath, args: [tokenizer, config] } }
    : { "cat | wc": { command: "sh", args: ["-c", CAT] } }),
  ...(hasCrossplane
    ? { crossplane: { command: "crossplane", args: ["parse", "--out=/dev/null", config] } }
    : {}),
};

checkAnswer();
const times = new Map(Object.keys(CONTESTANTS).map((name) => [name, []]));
for (let round = 0; round <= Number(values.rounds); round++) {
  for (const [name, { command, args }] of Object.entries(CONTESTANTS)) {
    const start = performance.now();
    // the shell tells the time of its children last (POSIX, times)
    const { status, stderr, error } = spawnSync(
      "sh",
      ["-c", '"$@"; status=$?; times >&2; exit $status', "sh", command, ...args],
      { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] },
    );
    const took = values.cpu ? cpuMs(stderr) : performance.now() - start;
    if (status !== 0) throw new Error(`${name} failed: ${error?.message ?? `exit ${status}`}`);
    // The first round warms the page cache.
    if (round > 0) times.get(name).push(took);
  }
}

for (const name of times.keys()) console.log(`${name.padEnd(10)} ${median(name).toFixed(0).padStart(6)} ms`);
const peakMiB = peakKiB() / 1024;
const isTiny = bytes < 200_000;
const isLarge = bytes > 40_000_000;
if (!isTiny) goal("times as fast as nginx -t", median("nginx -t") / median("uhc lint"), "at least", 8);
if (!isTiny && hasCrossplane)
  goal("times as fast as crossplane", median("crossplane") / median("uhc lint"), "at least", 20);
if (isTiny) goal("times node -e 0", median("uhc lint") / median("node -e 0"), "at most", 1.35);
else if (files.length > 1) goal("times cat | wc -l", median("uhc lint") / median("cat | wc"), "at most", 3);
else if (isLarge) goal("seconds of work", (median("uhc lint") - median("node -e 0")) / 1000, "at most", 0.9);
else goal("times the tokenizer", median("uhc lint") / median("tokenizer"), "at most", 2);
goal("MiB at most in use", peakMiB, "at most", files.length > 1 ? 130 : isLarge ? 300 : 100);

function peakKiB() {
  const args = ["--import", `data:text/javascript,${PEAK}`, uhc, "lint", config, "--exit-zero"];
  const { stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  return Number(/^peak (\d+)/m.exec(stderr)?.[1]);
}

/** "0m1.23s 0m0.04s" in the last line: user and system time. */
function cpuMs(stderr) {
  const all = stderr
    .trimEnd()
    .split("\n")
    .at(-1)
    .matchAll(/(\d+)m([\d.]+)s/g);
  return [...all].reduce(
    (sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1_000,
    0,
  );
}

function median(name) {
  const sorted = times.get(name).toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

function goal(what, value, bound, limit) {
  const isMet = bound === "at least" ? value >= limit : value <= limit;
  console.log(`${isMet ? "met   " : "missed"} ${value.toFixed(2)} ${what} (goal: ${bound} ${limit})`);
  if (!isMet) process.exitCode = 1;
}

/** The cause that a planted mistake must be found as; mistakes that are about something else than availability are not. */
function checkAnswer() {
  const expected = {
    "proxy_pass-trailing-slash": "path-mismatch",
    "upgrade-without-http11": "upgrade-not-forwarded",
    "connect-timeout-too-long": "timeout-order-wrong",
  };
  const run = spawnSync(process.execPath, [uhc, "lint", config, "--exit-zero", "-f", "json"], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  const { causes, verdict } = JSON.parse(run.stdout);
  const wrong = verdict === "down" ? ["a reason for nginx to refuse the file"] : [];
  for (const [kind, count] of Object.entries(JSON.parse(values.planted))) {
    const id = expected[kind];
    if (id === undefined) continue;
    const lines = causes
      .filter((cause) => cause.id === id)
      .reduce((sum, cause) => sum + new Set(cause.subjects.map(({ upstream }) => upstream)).size, 0);
    if (lines !== count) wrong.push(`${count} × ${kind} planted, ${lines} × ${id} found`);
  }
  if (wrong.length === 0) return;
  console.error(`wrong answer: ${wrong.join("; ")}`);
  process.exit(1);
}
