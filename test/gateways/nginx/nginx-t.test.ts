import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { allForms, isForeign } from "../../../src/gateways/nginx/directive-rules.ts";
import { readNginx } from "../../../src/gateways/nginx/read.ts";
import type { ConfigProblem, Gateway } from "../../../src/model/config.ts";
import { diskReader } from "../../../src/text/disk-reader.ts";

const corpus = process.env.UHC_CORPUS ?? "";
const version = /nginx\/([\d.]+)/.exec(spawnSync("nginx", ["-v"], { encoding: "utf8" }).stderr ?? "")?.[1];
const STREAM = "load_module /usr/lib/nginx/modules/ngx_stream_module.so;";
const canRun =
  corpus !== "" && version !== undefined && existsSync("/usr/lib/nginx/modules/ngx_stream_module.so");
const folder = mkdtempSync(join(tmpdir(), "uhc-nginx-t-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What nginx finds on the machine and not in the config: certificates, names, folders, users, sockets. */
const OF_THE_MACHINE =
  /cannot load certificate|SSL_CTX|BIO_new|host not found|open\(\) "|bind\(\)|mkdir\(\)|getpwnam|getgrnam|PEM_|is already loaded|\(\d+: /;
/** What nginx finds after it has read the whole file, and uhc does not judge: it knows no list of all variables. */
const NOT_JUDGED =
  /unknown "\w+" variable|the duplicate "\w+" variable|is outside location|unknown log format|invalid range/;

function walk(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(path, entry.name)) : [join(path, entry.name)],
  );
}

function files(): readonly string[] {
  const broken = walk(join(corpus, "broken")).filter((path) => path.includes("crossplane"));
  return [...walk(join(corpus, "nginx")), ...broken].filter(
    (path) => !/\.(?:json|lua|pl|pem|key|crt|js|ya?ml|md|html|t|py|so|txt|xsd|sh)$/.test(path),
  );
}

function read(mainFile: string): { readonly gateway: Gateway; readonly inside: string | undefined } {
  let inside: string | undefined;
  const gateway = readNginx({
    mainFile,
    reader: diskReader(undefined),
    version,
    tlsLibrary: undefined,
    builtIn: {
      prefix: undefined,
      errorLog: undefined,
      accessLog: undefined,
      pidFile: undefined,
      isPlain: true,
    },
    onNote: (note) => {
      inside = /as if it stood in (.*)$/.exec(note)?.[1];
    },
  });
  return { gateway, inside };
}

const AROUND: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["http", ["http {", "}"]],
  ["stream", ["stream {", "}"]],
  ["server", ["http { server {", "}}"]],
]);

/** The file itself, or one that includes it where it belongs; undefined for a fragment of nobody knows what. */
function mainFor(file: string, index: number): { main: string; flags: readonly string[] } | undefined {
  const { inside } = read(file);
  if (inside === undefined) return { main: file, flags: ["-g", STREAM] };
  const [before, after] = AROUND.get(inside) ?? [];
  if (before === undefined) return undefined;
  const main = join(folder, `${index}.conf`);
  writeFileSync(main, `${STREAM}\nevents {}\n${before} include ${file}; ${after}\n`);
  return { main, flags: [] };
}

function emergency(main: string, flags: readonly string[]) {
  const run = spawnSync("nginx", ["-t", "-e", "stderr", "-c", main, ...flags], {
    encoding: "utf8",
    timeout: 20_000,
  });
  const line = run.stderr.split("\n").find((one) => one.includes("[emerg]")) ?? "";
  const [, message = "", file, number] = /\[emerg\] \d+#\d+: (.*?)(?: in (\S+):(\d+))?$/.exec(line) ?? [];
  return { accepts: run.status === 0, message, file, line: Number(number) };
}

function isAt({ location, message }: ConfigProblem, file: string, line: number): boolean {
  const noticed = Number(/on line (\d+)\)/.exec(message)?.[1]);
  // the line of a byte order mark is the first one, wherever the word ends that it is a part of
  if (message.includes("byte order mark")) return location.file === file;
  return location.file === file && (location.line === line || noticed === line);
}

/** Directives of modules that Debian's nginx does not have without further packages. */
function needsModule(message: string): boolean {
  const name = /^unknown directive "(.*)"$/.exec(message)?.[1];
  if (name === undefined) return false;
  return isForeign(name) || /^(?:vod|upload|passenger)/.test(name) || allForms().has(name);
}

describe.skipIf(!canRun)("nginx -t and uhc", () => {
  it("accept and refuse the same files of the corpus, for the same line", { timeout: 300_000 }, () => {
    const disagreements: string[] = [];
    let compared = 0;
    for (const [index, file] of files().entries()) {
      const start = mainFor(file, index);
      if (start === undefined) continue;
      const truth = emergency(start.main, start.flags);
      if (OF_THE_MACHINE.test(truth.message) || NOT_JUDGED.test(truth.message) || needsModule(truth.message))
        continue;
      const refusals = read(start.main).gateway.problems.filter(({ refusesConfig }) => refusesConfig);
      compared += 1;
      const { file: at } = truth;
      const agrees = truth.accepts
        ? refusals.length === 0
        : refusals.some((one) => at === undefined || isAt(one, at, truth.line));
      if (!agrees)
        disagreements.push(
          `${file}: nginx ${truth.message || "accepts"}; uhc ${refusals[0]?.message ?? "accepts"}`,
        );
    }
    expect(disagreements).toEqual([]);
    expect(compared).toBeGreaterThan(150);
  });
});
