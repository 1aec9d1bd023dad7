import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detectHaproxy } from "../../../src/gateways/haproxy/detect.ts";
import { gatewayOf, refusals } from "./given.ts";

const WORDS = [
  ..."global defaults frontend listen backend resolvers server server-template default-server bind acl option timeout".split(
    " ",
  ),
  ..."http-check tcp-check http-request use_backend default_backend mode http tcp if unless { } ! or from no default".split(
    " ",
  ),
  ..."httpchk send expect connect status string rstatus check ssl verify none sni str(x) port 80 inter 2s weight 0".split(
    " ",
  ),
  ..."10.0.0.1:80 [::1]:80 :80 *:80 app.internal unix@/run/x.sock -1 99999 %[req.hdr(host)] path_beg / hdr(host)".split(
    " ",
  ),
  ...[
    '"',
    "'",
    "\\",
    "#",
    "$",
    `"\${A}"`,
    ".if",
    ".else",
    ".endif",
    "\0",
    "\r",
    "stats",
    "socket",
    "setenv",
    "A",
    "x",
  ],
];
const line = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(" "));
const config = fc.array(line, { maxLength: 40 }).map((lines) => lines.join("\n"));

describe("hostile configs of HAProxy", () => {
  it("are read without a crash, and every problem has a place in them", () => {
    fc.assert(
      fc.property(config, (text) => {
        const lines = text.split("\n").length;
        for (const { location } of gatewayOf(text).problems) {
          expect(location.line).toBeGreaterThanOrEqual(1);
          expect(location.line).toBeLessThanOrEqual(lines);
          expect(location.column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("may be any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => void gatewayOf(bytes)));
  });

  it.each([
    ["a hundred thousand words", `listen a\n    bind ${":80,".repeat(100_000)}\n`],
    ["a hundred thousand lines of one word", `listen a\n${"x\n".repeat(100_000)}`],
    ["sixteen thousand conditions", ".if 1\n".repeat(16_000)],
    ["brackets without end", `.if ${"(".repeat(50_000)}\n.endif\n`],
    [
      "a pattern that takes forever",
      `listen a\n    option httpchk\n    http-check expect rstatus ^(1|11|111)+$$${"(1*)*".repeat(20)}\n    server s 1.1.1.1:80 check\n`,
    ],
    [
      "names that are each other's defaults",
      "defaults a from b\ndefaults b from a\nlisten x from a\n    bind :80\n",
    ],
  ])("ends soon: %s", (_, text) => {
    const startedAt = performance.now();
    expect(refusals(gatewayOf(text)).length).toBeLessThanOrEqual(1_000);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});

describe("which file is a config of HAProxy", () => {
  it.each([
    ["/etc/haproxy/haproxy.cfg", "global\n    daemon\n", 0.9],
    ["/x/a.cfg", "defaults\n  mode http\nfrontend f\n  bind :80\n  default_backend b\n", 0.95],
    ["/x/nginx.conf", "http {\n  server {\n    listen 80;\n  }\n}\n", 0],
    ["/x/a.ini", "[global]\nfrontend = x\n", 0],
    ["/x/samba.conf", "[global]\n  server string = x\n", 0],
    ["/x/a.yaml", "backend:\n  server: 1\n", 0],
  ])("%s", (path, text, sureness) => {
    expect(detectHaproxy(path, text)).toBe(sureness);
  });
});

/** Configs that people wrote, for whoever has a collection of them. */
const folder = join(process.env.UHC_CORPUS ?? "", "haproxy");
const files =
  process.env.UHC_CORPUS === undefined || !existsSync(folder)
    ? []
    : readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith(".cfg"))
        .map((entry) => join(entry.parentPath, entry.name));

describe.skipIf(files.length === 0)("a collection of configs", () => {
  /** What 2.6 does not know yet. */
  const NEWER = /hash-preserve-affinity|force-be-switch|tune\.|keyword 'log-profile'|keyword 'on'/;

  it.each(files)("%s is refused for nothing but what came later", (file) => {
    expect(refusals(gatewayOf(readFileSync(file))).filter((message) => !NEWER.test(message))).toEqual([]);
  });
});
