/**
 * How much longer uhc takes to start than Node.js itself, for what needs none of its work. Whole processes, run in turn
 * (node, uhc, node, uhc, …), so that a machine that gets slower or faster on the way slows both; the ratio is taken pair
 * by pair. Run it with: node bench/start-up.mjs [pairs]
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const UHC = fileURLToPath(new URL("../bin/uhc.js", import.meta.url));
/** Arguments, and the most that their median ratio may be; null where there is no goal. */
const CASES = [
  [["--version"], 1.15],
  [["--help"], 1.25],
  [["diagnose", "--help"], null],
  [["explain"], null],
];

const pairs = Number(process.argv[2] ?? 40);
let missed = 0;
for (const [args, goal] of CASES) {
  time(["-e", "0"]);
  time([UHC, ...args]);
  const bare = [];
  const ratios = [];
  for (let pair = 0; pair < pairs; pair++) {
    const base = time(["-e", "0"]);
    bare.push(base);
    ratios.push(time([UHC, ...args]) / base);
  }
  const ratio = median(ratios);
  const isMissed = goal !== null && ratio > goal;
  if (isMissed) missed += 1;
  const verdict = goal === null ? "" : `   at most ${goal.toFixed(2)}${isMissed ? "  MISSED" : ""}`;
  console.log(
    `uhc ${args.join(" ").padEnd(16)} ${ratio.toFixed(3)} times node -e 0 (${median(bare).toFixed(1)} ms)${verdict}`,
  );
}
process.exitCode = missed === 0 ? 0 : 1;

function time(args) {
  const from = process.hrtime.bigint();
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} exits ${status}`);
  return Number(process.hrtime.bigint() - from) / 1e6;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
