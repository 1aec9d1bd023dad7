#!/usr/bin/env node
// How fast uhc reads an nginx config, against `nginx -t` and against a bare tokenizer, as ratios within one run.
//
//   node bench/read-nginx.mjs FILE [rounds]
//
// FILE is a config that `nginx -t` accepts, 10 MB say; nginx runs with the file's folder as its prefix. Every figure
// is the wall time of a whole process, start-up included; rounds are interleaved, and medians are compared.
// The reader bundles src/ as the build does, reads and parses the file, and walks all directives once by name. The
// tokenizer is one loop over a latin1 string that counts words, blocks and semicolons, and keeps nothing.
// Exits 1 when a goal is missed: at least 8 times faster than nginx -t, at most twice the tokenizer, under 100 MiB.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const [file, rounds = "9"] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: node bench/read-nginx.mjs FILE [rounds]");
  process.exit(2);
}
const config = resolve(file);
const source = join(dirname(fileURLToPath(import.meta.url)), "../src");
const folder = mkdtempSync(join(tmpdir(), "uhc-bench-"));

const READER = `
import { parseNginx } from "${source}/gateways/nginx/parse.ts";
import { diskReader } from "${source}/text/disk-reader.ts";
const tree = parseNginx({ mainFile: process.argv[2], reader: diskReader(undefined) });
const counts = new Map();
const walk = (directives) => {
  for (const directive of directives) {
    const name = directive.name;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const children = directive.children;
    if (children !== undefined) walk(children);
  }
};
walk(tree.directives);
let total = 0;
for (const count of counts.values()) total += count;
console.log(JSON.stringify({ counted: total, problems: tree.problems.length, rssKiB: process.resourceUsage().maxRSS }));
`;

await build({
  stdin: { contents: READER, resolveDir: source, loader: "js" },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  outfile: join(folder, "reader.mjs"),
  logLevel: "warning",
});

const tokenizer = join(dirname(fileURLToPath(import.meta.url)), "tokenizer.cjs");
const node = (script) => ({ command: process.execPath, args: [script, config] });
const CONTESTANTS = {
  "node -e 0": { command: process.execPath, args: ["-e", "0"] },
  tokenizer: node(tokenizer),
  reader: node(join(folder, "reader.mjs")),
  "nginx -t": { command: "nginx", args: ["-e", "stderr", "-p", dirname(config), "-c", config, "-t"] },
};
const times = new Map(Object.keys(CONTESTANTS).map((name) => [name, []]));
let peakKiB = 0;
try {
  for (let round = 0; round <= Number(rounds); round++) {
    for (const [name, { command, args }] of Object.entries(CONTESTANTS)) {
      // nginx takes seconds where the others take tenths, so fewer rounds settle it.
      if (name === "nginx -t" && round > 3) continue;
      const start = performance.now();
      const { status, stdout, error } = spawnSync(command, args, {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
      const wall = performance.now() - start;
      if (status !== 0) throw new Error(`${name} failed: ${error?.message ?? `exit ${status}`}`);
      if (name === "reader") peakKiB = Math.max(peakKiB, JSON.parse(stdout).rssKiB);
      // The first round warms the page cache.
      if (round > 0) times.get(name).push(wall);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}

const median = (name) => {
  const sorted = times.get(name).toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
};
for (const name of times.keys()) console.log(`${name.padEnd(10)} ${median(name).toFixed(0).padStart(6)} ms`);
const faster = median("nginx -t") / median("reader");
const slower = median("reader") / median("tokenizer");
console.log(`reader is ${faster.toFixed(1)} times faster than nginx -t (goal: 8)`);
console.log(`reader takes ${slower.toFixed(2)} times the tokenizer (goal: at most 2)`);
console.log(`reader's peak memory is ${(peakKiB / 1024).toFixed(0)} MiB (goal: under 100)`);
process.exitCode = faster >= 8 && slower <= 2 && peakKiB < 100 * 1024 ? 0 : 1;
