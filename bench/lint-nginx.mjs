#!/usr/bin/env node
// How fast `uhc lint` is, against `nginx -t`, a bare tokenizer's floor (node -e 0), as ratios within one run.
//
//   npm run build && node bench/lint-nginx.mjs FILE [rounds]
//
// FILE is a config that `nginx -t` accepts, 10 MB say. Every figure is the wall time of a whole process, start-up
// included; rounds are interleaved, and medians are compared. The build in dist/ is what is measured.
// Exits 1 when a goal is missed: at least 8 times faster than nginx -t, under 100 MiB.
import { spawnSync } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [file, rounds = "5"] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: node bench/lint-nginx.mjs FILE [rounds]");
  process.exit(2);
}
const config = resolve(file);
const uhc = join(dirname(fileURLToPath(import.meta.url)), "../bin/uhc.js");
const PEAK = "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))";
const CONTESTANTS = {
  "node -e 0": { command: process.execPath, args: ["-e", "0"] },
  "uhc lint": {
    command: process.execPath,
    args: ["--import", `data:text/javascript,${PEAK}`, uhc, "lint", config, "--exit-zero", "-f", "json"],
  },
  "nginx -t": { command: "nginx", args: ["-e", "stderr", "-p", dirname(config), "-c", config, "-t"] },
};
const times = new Map(Object.keys(CONTESTANTS).map((name) => [name, []]));
let peakKiB = 0;
for (let round = 0; round <= Number(rounds); round++) {
  for (const [name, { command, args }] of Object.entries(CONTESTANTS)) {
    const start = performance.now();
    const { status, stderr, error } = spawnSync(command, args, {
      encoding: "utf8",
      stdio: ["ignore", "ignore", "pipe"],
    });
    const wall = performance.now() - start;
    if (status !== 0) throw new Error(`${name} failed: ${error?.message ?? `exit ${status}`}`);
    peakKiB = Math.max(peakKiB, Number(/^peak (\d+)/m.exec(stderr)?.[1] ?? 0));
    // The first round warms the page cache.
    if (round > 0) times.get(name).push(wall);
  }
}

const median = (name) => {
  const sorted = times.get(name).toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
};
for (const name of times.keys()) console.log(`${name.padEnd(10)} ${median(name).toFixed(0).padStart(6)} ms`);
const faster = median("nginx -t") / median("uhc lint");
const overStart = median("uhc lint") / median("node -e 0");
console.log(`uhc lint is ${faster.toFixed(1)} times as fast as nginx -t (goal for 10 MB: 8)`);
console.log(`uhc lint takes ${overStart.toFixed(2)} times node -e 0 (goal for 100 KB: at most 1.35)`);
console.log(`its peak memory is ${(peakKiB / 1024).toFixed(0)} MiB (goal for 10 MB: under 100)`);
process.exitCode = faster >= 8 && peakKiB < 100 * 1024 ? 0 : 1;
