import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LOG_GRAMMARS } from "../../src/gateways/log-grammars.ts";
import { identifyLog } from "../../src/probes/logs/identify.ts";
import { readerOf } from "../../src/probes/logs/reader-of.ts";

const corpus = process.env.UHC_CORPUS;

/** These hold lines of several formats in one file, as no gateway writes one: of them the lines of one format are read. */
const MIXED = /(?:nginx-proxy-manager-logs|nginx_http-catch-npm|nginx_http-logs)$/;

/** Folders of samples beside which their owner says what a parser must find in them. */
function samples(): readonly string[] {
  if (corpus === undefined) return [];
  return ["logs-nginx", "logs-envoy", "logs-haproxy"]
    .flatMap((kind) => readdirSync(join(corpus, kind), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.name === "parser.assert")
    .map(({ parentPath }) => parentPath)
    .filter((folder) => expected(folder).length > 0);
}

/** `….Evt.Meta["http_status"] == "404"`, one for each line that is a request, in their order. */
function expected(folder: string): readonly string[] {
  const text = readFileSync(join(folder, "parser.assert"), "utf8");
  const found = new Map<string, string>();
  for (const [, key = "", status = ""] of text.matchAll(
    /^results\["s01-parse"\](\S+\[\d+\])\.Evt\.Meta\["http_status"\] == "(\d{3})"/gm,
  ))
    found.set(key, status);
  return [...found.values()].sort();
}

async function statusesIn(folder: string): Promise<readonly string[]> {
  const name = readdirSync(folder).find((one) => one.endsWith(".log"));
  const path = join(folder, name ?? "");
  if (!existsSync(path)) return [];
  const known = { formats: new Map(), signal: new AbortController().signal };
  const log = await identifyLog(path, LOG_GRAMMARS, known);
  const reader = log === undefined || log === "empty" ? undefined : readerOf(log.identity, LOG_GRAMMARS);
  return readFileSync(path, "latin1")
    .split("\n")
    .flatMap((line) => reader?.open(Buffer.from(line, "latin1"))?.said() ?? [])
    .flatMap(({ event }) => /^access-(\d{3})$/.exec(event)?.[1] ?? [])
    .sort();
}

describe.skipIf(corpus === undefined)(
  "samples of access logs whose owners say what is in them (UHC_CORPUS)",
  () => {
    it("are there", () => expect(samples().length).toBeGreaterThan(5));
    it.each(samples())("%s", async (folder) => {
      const found = await statusesIn(folder);
      if (!MIXED.test(folder)) expect(found).toEqual(expected(folder));
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter((status) => !expected(folder).includes(status))).toEqual([]);
    });
  },
);
