#!/usr/bin/env node
// How fast `uhc logs` reads an error log of nginx, as ratios within one run.
//
//   npm run build && node bench/logs.mjs FILE [--rounds 5] [--truth JSON]
//
// FILE is an error log. Beside it run `grep -c` of one string, and mawk with a summary by class and upstream. Every figure is
// of a whole process, start-up included: wall time, and CPU time, which says more on a busy machine. Rounds are
// interleaved, and medians are compared. The build in dist/ is what is measured, over the whole file.
//
// --truth gives how often each event must be counted ({"connect-refused":42}); otherwise nothing is compared.
// Exits 1 when a count is wrong.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "5" }, truth: { type: "string", default: "{}" } },
});
const [file] = positionals;
if (file === undefined) {
  console.error("usage: node bench/logs.mjs FILE [--rounds 5] [--truth JSON]");
  process.exit(2);
}
const uhc = join(dirname(fileURLToPath(import.meta.url)), "../bin/uhc.js");
const SUMMARY = `/\\[(error|crit|alert|emerg)\\]/ {
  upstream = match($0, /upstream: "[^"\\/]*\\/\\/[^\\/"]*/) ? substr($0, RSTART + 11, RLENGTH - 11) : ""
  kind = index($0, "refused") ? "refused" : index($0, "timed out") ? "timed out" : index($0, "no live") ? "no live" : "other"
  counts[kind " " upstream]++
}
END { for (key in counts) print counts[key], key }`;
const whole = ["logs", file, "--since", "100000h", "--exit-zero"];
const CONTESTANTS = {
  grep: ["sh", ["-c", 'grep -c "Connection refused" "$0" | cat', file]],
  mawk: ["mawk", [SUMMARY, file]],
  "uhc logs": [process.execPath, [uhc, ...whole]],
};

checkCounts();
const seen = new Map(Object.keys(CONTESTANTS).map((name) => [name, []]));
for (let round = 0; round < Number(values.rounds); round += 1)
  for (const [name, [command, args]] of Object.entries(CONTESTANTS))
    seen.get(name).push(measured(command, args));

const grep = summary("grep");
for (const name of seen.keys()) {
  const { wall, cpu, peak } = summary(name);
  const ratios = `wall ${(wall / grep.wall).toFixed(2)} x, CPU ${(cpu / grep.cpu).toFixed(2)} x grep`;
  console.log(`${name.padEnd(10)} ${wall.toFixed(2)} s  CPU ${cpu.toFixed(2)} s  ${peak} MiB  ${ratios}`);
}

/** Seconds and MiB, as time(1) measures them. */
function measured(command, args) {
  const { stderr } = spawnSync("/usr/bin/time", ["-f", "%e %U %S %M", command, ...args], {
    encoding: "utf8",
  });
  const [wall, user, system, kib] = stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return { wall, cpu: user + system, peak: Math.round(kib / 1024) };
}

function summary(name) {
  const all = seen.get(name);
  const median = (key) => all.map((one) => one[key]).sort((a, b) => a - b)[Math.floor(all.length / 2)];
  return { wall: median("wall"), cpu: median("cpu"), peak: median("peak") };
}

function checkCounts() {
  const run = spawnSync(process.execPath, [uhc, ...whole, "--json"], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  const counts = new Map();
  for (const { failures } of JSON.parse(run.stdout).logs.places)
    for (const { event, count } of failures) counts.set(event, (counts.get(event) ?? 0) + count);
  for (const [event, count] of Object.entries(JSON.parse(values.truth)))
    if (counts.get(event) !== count) {
      console.error(`${event}: counted ${counts.get(event) ?? 0}, in truth ${count}`);
      process.exitCode = 1;
    }
}
