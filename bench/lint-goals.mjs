#!/usr/bin/env node
// All goals for the speed and memory of `uhc lint`, one after the other.
//
//   npm run build && node bench/lint-goals.mjs GENERATOR [--goal 10mb,files,50mb,100kb] [--rounds 3] [--cpu]
//
// GENERATOR is a script that is called as `node GENERATOR --out DIR --bytes 10mb [--includes 10000] [--defects 0.01]`,
// writes DIR/nginx.conf and what it includes, a config that `nginx -t` accepts, and prints a line of JSON that says under
// `planted` how many mistakes of each kind it made. The inputs lie in a temporary folder, which goes in the end.
// What is measured for each of them, and against what, bench/lint-nginx.mjs says. Exits 1 when a goal is missed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** The input of each goal, as the generator is asked for it. */
const INPUTS = {
  "100kb": ["--bytes", "100kb"],
  "10mb": ["--bytes", "10mb", "--defects", "0.01"],
  "50mb": ["--bytes", "50mb"],
  files: ["--bytes", "28mb", "--includes", "10000"],
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    goal: { type: "string", default: Object.keys(INPUTS).join(",") },
    rounds: { type: "string", default: "3" },
    cpu: { type: "boolean", default: false },
  },
});
const [generator] = positionals;
const goals = values.goal.split(",");
if (generator === undefined || goals.some((goal) => !Object.hasOwn(INPUTS, goal))) {
  console.error(
    `usage: node bench/lint-goals.mjs GENERATOR [--goal ${Object.keys(INPUTS).join(",")}] [--rounds 3] [--cpu]`,
  );
  process.exit(2);
}

const bench = join(dirname(fileURLToPath(import.meta.url)), "lint-nginx.mjs");
for (const goal of goals) {
  const folder = mkdtempSync(join(tmpdir(), "uhc-bench-"));
  try {
    const made = spawnSync(process.execPath, [resolve(generator), "--out", folder, ...INPUTS[goal]], {
      encoding: "utf8",
    });
    if (made.status !== 0) throw new Error(`the generator failed: ${made.stderr}`);
    const { planted } = JSON.parse(made.stdout);
    console.log(`-- ${goal}`);
    const args = [
      "--rounds",
      values.rounds,
      "--planted",
      JSON.stringify(planted),
      ...(values.cpu ? ["--cpu"] : []),
    ];
    const { status } = spawnSync(process.execPath, [bench, join(folder, "nginx.conf"), ...args], {
      stdio: "inherit",
    });
    if (status !== 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
