import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nginxLog } from "../../src/gateways/nginx/log.ts";

const corpus = process.env.UHC_CORPUS;

/** Lines of error logs that name an upstream and tell of no failure of it. */
const NO_FAILURE = [
  // what went through a file on its way
  /is buffered to a temporary file/,
  // a firewall within nginx does not like what the upstream answers
  /ModSecurity: Access denied/,
];
const ERROR_LINE = /\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[(?:emerg|alert|crit|error|warn)\] \d+#\d+: .*/;

function linesUnder(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1").split("\n"));
}

describe.skipIf(corpus === undefined)("error logs of the corpus (UHC_CORPUS)", () => {
  it("no line about an upstream goes without an explanation", () => {
    const lines = linesUnder(join(corpus ?? "", "logs-nginx"));
    const about = lines
      .flatMap((line) => ERROR_LINE.exec(line)?.[0] ?? [])
      .filter((line) => line.includes("upstream"));
    expect(about.length).toBeGreaterThan(600);
    const unexplained = about.filter(
      (line) => (nginxLog.error.open(Buffer.from(line))?.said() ?? []).length === 0,
    );
    const left = unexplained.filter((line) => !NO_FAILURE.some((known) => known.test(line)));
    expect(left).toEqual([]);
  });
});
