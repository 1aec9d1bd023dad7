import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readText } from "./given.ts";

/** Lines for the main file, events, http, stream and mail blocks, with what nginx 1.22.1 says to them: taken or refused. */
const LINES = readFileSync(new URL("../../fixtures/nginx/directive-lines.txt", import.meta.url), "utf8");

const AROUND: Readonly<Record<string, readonly [string, string]>> = {
  main: ["", "events {}\n"],
  events: ["events {\n", "}\n"],
  http: ["events {}\nhttp {\n", "}\n"],
  stream: ["events {}\nstream {\n", "}\n"],
  mail: ["events {}\nmail {\n", "}\n"],
};

interface Case {
  readonly block: string;
  readonly line: string;
  readonly isTaken: boolean;
  readonly config: string;
}

function casesIn(text: string): readonly Case[] {
  let block = "main";
  const cases: Case[] = [];
  for (const one of text.split("\n")) {
    block = /^# in (\w+)$/.exec(one)?.[1] ?? block;
    const [, verdict, line = ""] = /^(taken|refused) +(.*)$/.exec(one) ?? [];
    const [before = "", after = ""] = AROUND[block] ?? [];
    if (verdict !== undefined)
      cases.push({ block, line, isTaken: verdict === "taken", config: `${before}${line}\n${after}` });
  }
  return cases;
}

const CASES = casesIn(LINES);

describe("the arguments of a directive are judged as its own function in nginx does", () => {
  it.each(CASES)("$block: $line", ({ config, isTaken }) => {
    const refusals = readText(config).problems.filter(({ refusesConfig }) => refusesConfig);
    expect(refusals.map(({ message }) => message).length > 0).toBe(!isTaken);
  });

  it.each([
    ["worker_connections 1k;", "events", 'invalid number "1k"'],
    ["error_log /var/log/e wran;", "http", 'invalid log level "wran"'],
    ["limit_req_zone $host zone=a:1m rate=5;", "http", 'invalid rate value "rate=5"'],
    ["limit_req_status 200;", "http", "value must be between 400 and 599"],
    ["expires never;", "http", '"expires" directive invalid value'],
    ["server { return 1000; }", "http", 'invalid return code "1000"'],
    ["server { location ~ ^/(a { } }", "http", 'missing closing parenthesis in "^/(a"'],
    ["server { listen 80 defualt_server; }", "http", 'invalid parameter "defualt_server"'],
    ["add_header X $;", "http", "invalid variable name"],
    ["map $host $a { a 1; a 2; }", "http", 'conflicting parameter "a"'],
    ["user a; user b;", "main", '"user" directive is duplicate'],
  ])("%s", (line, block, message) => {
    const [before = "", after = ""] = AROUND[block] ?? [];
    const [problem] = readText(`${before}${line}\n${after}`).problems;
    expect(problem?.message).toContain(message);
  });

  it("knows no function for the names that every object has", () => {
    expect(readText("events {}\nhttp { constructor on; toString 1; }\n").problems).toHaveLength(2);
  });

  it("says nothing of what may be meant for another module", () => {
    expect(readText("listen 53 udp;\nproxy_timeout 1s;\n").problems).toEqual([]);
  });
});

const isWanted = process.env.UHC_LAB !== undefined || process.env.CI !== undefined;
const MODULES = "/usr/lib/nginx/modules";
const modules = ["stream", "mail"].filter((name) => existsSync(`${MODULES}/ngx_${name}_module.so`));
// another release may say something else of a line or two
const hasNginx =
  isWanted &&
  modules.includes("stream") &&
  spawnSync("nginx", ["-v"], { encoding: "utf8" }).stderr.includes("nginx/1.22.1");
const folder = mkdtempSync(join(tmpdir(), "uhc-setters-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What depends on the machine and not on the line: files, certificates, names. */
const OF_THE_MACHINE =
  /open\(\) "|stat\(\) "|mkdir\(\) "|cannot load certificate|host not found|bind\(\)|BIO_new|getpwnam/;

describe.skipIf(!hasNginx)("the list of lines", () => {
  it("is what nginx says", { timeout: 300_000 }, () => {
    const load = modules.map((name) => `load_module ${MODULES}/ngx_${name}_module.so;`).join(" ");
    const asked = CASES.filter(({ block }) => block !== "mail" || modules.includes("mail"));
    const wrong = asked.filter(({ config, isTaken }) => {
      const file = join(folder, "nginx.conf");
      writeFileSync(file, config);
      const flags = ["-t", "-q", "-e", "stderr", "-p", `${folder}/`, "-c", file, "-g", load];
      const { status, stderr } = spawnSync("nginx", flags, { encoding: "utf8" });
      return (status === 0) !== isTaken && !OF_THE_MACHINE.test(stderr);
    });
    expect(wrong.map(({ line }) => line)).toEqual([]);
  });
});
