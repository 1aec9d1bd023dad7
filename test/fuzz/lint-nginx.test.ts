import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { directiveNames } from "../../src/gateways/nginx/directive-rules.ts";
import type { Report } from "../../src/model/report.ts";
import { lintOnce } from "./lint-once.ts";
import { dice, mutate } from "./mutate.ts";

/** How long to go on: UHC_FUZZ_SECONDS=600 npx vitest run test/fuzz. UHC_FUZZ_SEED starts elsewhere. */
const SECONDS = Number(process.env.UHC_FUZZ_SECONDS ?? 3);
const SEED = Number(process.env.UHC_FUZZ_SEED ?? 1);
/** Of the processor's time; far more than any input of this size needs. */
const MOST_MS = 5_000;

const VALUES =
  "on off 0 1 10s 1h30m 8k 1m 99999999999999999999 -1 $host $uri $backend $1 http://api https://$host:443/ unix:/run/x.sock " +
  "10.0.0.1:80 [::1]:80 localhost:99999 @named ~* ^~ = !~ (\\d+)$ *.example.com default hostnames resolve backup down weight=2 " +
  "max_fails=0 zone=a:1m always break last permanent if_not_empty 127.0.0.1 ssl http2 proxy_protocol";
const WORDS = [...directiveNames(), ...VALUES.split(" ")];

function seeds(): readonly string[] {
  const folders = [fileURLToPath(new URL("../fixtures", import.meta.url))];
  const { UHC_CORPUS } = process.env;
  if (UHC_CORPUS !== undefined) folders.push(join(UHC_CORPUS, "nginx"), join(UHC_CORPUS, "broken"));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.conf$|^[^.]+$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return files.sort().map((file) => readFileSync(file, "utf8").slice(0, 24_000));
}

const VERSIONS = [undefined, "1.18.0", "1.22.1", "1.31.4", "1.25.3 (nginx-plus-r31)"] as const;

function lintSeed(seed: number, texts: readonly string[], version: string | undefined): Report {
  try {
    return lintOnce(texts, version);
  } catch (cause) {
    throw new Error(`seed ${seed}`, { cause });
  }
}

it("never fails on damaged configs, and never takes long", { timeout: (SECONDS + 60) * 1000 }, () => {
  const all = seeds();
  const end = performance.now() + SECONDS * 1000;
  let runs = 0;
  for (let seed = SEED; performance.now() < end; seed++) {
    const roll = dice(seed * 2_654_435_761);
    const pick = (): string => all[roll(all.length)] ?? "";
    const texts = [pick(), pick(), pick()].map((text) => mutate(text, pick(), WORDS, roll));
    const started = process.cpuUsage();
    const report = lintSeed(seed, texts, VERSIONS[roll(VERSIONS.length)]);
    const { user, system } = process.cpuUsage(started);
    const ms = (user + system) / 1000;
    runs += 1;
    expect(ms, `seed ${seed} takes too long`).toBeLessThan(MOST_MS);
    const broken = report.checks.filter(({ summary }) => summary.startsWith("the check itself failed"));
    expect(broken, `seed ${seed}`).toEqual([]);
  }
  expect(runs).toBeGreaterThan(0);
  expect(process.memoryUsage().heapUsed).toBeLessThan(1_500 * 1024 * 1024);
});
