import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { isDirective, isForeign } from "../../../src/gateways/nginx/directive-rules.ts";
import { readNginx } from "../../../src/gateways/nginx/read.ts";
import type { ConfigProblem, Gateway } from "../../../src/model/config.ts";
import { diskReader } from "../../../src/text/disk-reader.ts";
import { isReadFailure, type SourceReader } from "../../../src/text/source-reader.ts";

const corpus = process.env.UHC_CORPUS ?? "";
const version = /nginx\/([\d.]+)/.exec(spawnSync("nginx", ["-v"], { encoding: "utf8" }).stderr ?? "")?.[1];
const MODULES = "/usr/lib/nginx/modules";
const canRun = corpus !== "" && version !== undefined && existsSync(`${MODULES}/ngx_stream_module.so`);
/** Those that others build on come first. */
const FIRST = ["ndk_http_module.so", "ngx_stream_module.so"];

const STREAM = `load_module ${MODULES}/ngx_stream_module.so;`;

/** Every module that is installed: the more, the more files of the corpus can be compared. */
function allModules(): string {
  const all = readdirSync(MODULES).filter((name) => name.endsWith(".so"));
  const ordered = [
    ...FIRST.filter((name) => all.includes(name)),
    ...all.filter((name) => !FIRST.includes(name)),
  ];
  return ordered.map((name) => `load_module ${MODULES}/${name};`).join(" ");
}
const folder = mkdtempSync(join(tmpdir(), "uhc-nginx-t-"));
afterAll(() => rmSync(folder, { recursive: true }));
const stub = buildStub();

/**
 * The library that keeps the machine out of `nginx -t`, with a certificate, its key and parameters in one file. Without a
 * compiler there is none: then what nginx says of the machine is left out, and fewer files are compared.
 */
function buildStub(): NodeJS.ProcessEnv {
  const library = join(folder, "stub.so");
  const pem = join(folder, "stub.pem");
  const source = fileURLToPath(new URL("stub.c", import.meta.url));
  const built = spawnSync("cc", ["-shared", "-fPIC", "-o", library, source, "-ldl"]);
  const request = [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    "-",
    "-days",
    "2",
    "-subj",
    "/CN=stub",
  ];
  const key = spawnSync("openssl", request, { encoding: "utf8" });
  const group = ["genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", "group:ffdhe2048"];
  const parameters = spawnSync("openssl", group, { encoding: "utf8" });
  if (built.status !== 0 || key.status !== 0 || parameters.status !== 0) return {};
  writeFileSync(pem, key.stdout + parameters.stdout);
  return { LD_PRELOAD: library, UHC_STUB_PEM: pem };
}

/** With the stub, files that are missing are empty, for uhc as for nginx. */
function reader(): SourceReader {
  const disk = diskReader(undefined);
  if (stub.LD_PRELOAD === undefined) return disk;
  const read: SourceReader["read"] = (path) => {
    const content = disk.read(path);
    return isReadFailure(content) && content.kind === "missing" ? new Uint8Array() : content;
  };
  return { ...disk, read };
}

/** What nginx finds on the machine and not in the config: certificates, names, folders, users, sockets. */
const OF_THE_MACHINE =
  /cannot load certificate|SSL_CTX|BIO_new|host not found|open\(\) "|bind\(\)|mkdir\(\)|getpwnam|getgrnam|PEM_|MMDB_open|dlopen|stat\(\)|SyntaxError|unsupported on this platform|is already loaded|\(\d+: /;
/** What nginx finds after it has read the whole file, and uhc does not judge: it knows no list of all variables. */
const NOT_JUDGED = /unknown "\w+" variable|the duplicate "\w+" variable/;

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
    reader: reader(),
    version,
    tlsLibrary: undefined,
    builtIn: {
      prefix: undefined,
      configFile: undefined,
      errorLog: undefined,
      accessLog: undefined,
      pidFile: undefined,
      isPlain: false,
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
function mainFor(file: string, index: number): string | undefined {
  const { inside } = read(file);
  if (inside === undefined) return file;
  const [before, after] = AROUND.get(inside) ?? [];
  if (before === undefined) return undefined;
  const main = join(folder, `${index}.conf`);
  writeFileSync(main, `events {}\n${before} include ${file}; ${after}\n`);
  return main;
}

/** Loading thirty modules takes its time, so that it is tried where one is missed alone. */
function truthOf(main: string): ReturnType<typeof emergency> {
  const first = emergency(main, STREAM);
  return needsModule(first.message) ? emergency(main, allModules()) : first;
}

function emergency(main: string, modules: string) {
  const run = spawnSync("nginx", ["-t", "-e", "stderr", "-c", main, "-g", modules], {
    encoding: "utf8",
    timeout: 20_000,
    env: { ...process.env, ...stub },
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

const BESIDE_EVENTS =
  "a part that a main file includes beside its events block, which nginx alone calls incomplete";

/** Files of which they say different things, and why that is right. */
const DISAGREEMENTS: ReadonlyMap<string, string> = new Map([
  [
    "drupal/drupal_upload_progress.conf",
    "the zone is one of a module of others, whose zones are not followed",
  ],
  [
    "nginx-go-crossplane/testdata/configs/limit-req-zone/nginx.conf",
    "limit_req_zone takes a fourth parameter, sync, in NGINX Plus: lint does not know which build the file is for",
  ],
  ["wordpress-nginx/global/server/defaults.conf", BESIDE_EVENTS],
  ["server-configs-nginx/h5bp/basic.conf", BESIDE_EVENTS],
  ["ubuntu-default/modules-enabled/50-mod-http-image-filter.conf", BESIDE_EVENTS],
  ["ubuntu-default/modules-enabled/50-mod-http-xslt-filter.conf", BESIDE_EVENTS],
]);

/** Directives of modules that Debian's nginx does not have without further packages. */
function needsModule(message: string): boolean {
  const name = /^unknown directive "(.*)"$/.exec(message)?.[1];
  if (name === undefined) return false;
  return isForeign(name) || /^(?:vod|upload|passenger)/.test(name) || isDirective(name);
}

describe.skipIf(!canRun)("nginx -t and uhc", () => {
  it("accept and refuse the same files of the corpus, for the same line", { timeout: 900_000 }, () => {
    const disagreements: string[] = [];
    let compared = 0;
    for (const [index, file] of files().entries()) {
      const main = mainFor(file, index);
      if (main === undefined) continue;
      const truth = truthOf(main);
      if (OF_THE_MACHINE.test(truth.message) || NOT_JUDGED.test(truth.message) || needsModule(truth.message))
        continue;
      // a name that nobody knows may be one of a module that only this nginx lacks
      const isUnknown = truth.message.startsWith("unknown directive");
      const refusals = read(main).gateway.problems.filter(
        ({ refusesConfig, message }) =>
          refusesConfig || (isUnknown && message.startsWith("unknown directive")),
      );
      compared += 1;
      const { file: at } = truth;
      const agrees = truth.accepts
        ? refusals.length === 0
        : refusals.some(
            // nginx finds some mistakes only at the end of a block, or of the file that includes this one
            (one) => at === undefined || isAt(one, at, truth.line) || one.message === truth.message,
          );
      if (!agrees)
        disagreements.push(
          `${file}: nginx ${truth.message || "accepts"}; uhc ${refusals[0]?.message ?? "accepts"}`,
        );
    }
    const isKnown = (one: string): boolean => [...DISAGREEMENTS.keys()].some((path) => one.includes(path));
    expect(disagreements.filter((one) => !isKnown(one))).toEqual([]);
    expect(disagreements.length).toBe(DISAGREEMENTS.size);
    expect(compared).toBeGreaterThan(stub.LD_PRELOAD === undefined ? 150 : 350);
  });
});
