import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { gatewayOf, refusals } from "./given.ts";

const folder = mkdtempSync(join(tmpdir(), "uhc-haproxy-"));
afterAll(() => rmSync(folder, { recursive: true }));

const FRAME = `defaults
    mode http
    timeout connect 1s
    timeout client 1s
    timeout server 1s
frontend web
    bind unix@/tmp/uhc-never-bound.sock
    default_backend api
`;
const backend = (lines: string, more = ""): string => `${FRAME}${more}backend api\n    ${lines}\n`;

/** What `haproxy -c` refuses and uhc does not, and why not. */
const LEFT_TO_HAPROXY: readonly (readonly [why: string, config: string])[] = [
  [
    "a certificate lies on the host and not in the config",
    backend("server one 127.0.0.1:443 ssl ca-file /nowhere/ca.pem"),
  ],
  [
    "a script lies on the host as well",
    `global\n    lua-load /nowhere/a.lua\n${backend("server one 127.0.0.1:80")}`,
  ],
  ["patterns lie in a file", backend("server one 127.0.0.1:80", "    acl a path -f /nowhere/paths.lst\n")],
  ["a name that resolves nowhere is told by looking for it", backend("server one uhc.invalid:80")],
  [
    "expressions and their converters are not compiled",
    backend("http-request set-header A %[path,no_such_converter]\n    server one 127.0.0.1:80"),
  ],
  [
    "regular expressions are PCRE2's matter",
    backend("option httpchk\n    http-check expect rstatus (\n    server one 127.0.0.1:80 check"),
  ],
  [
    "values of the global section are not judged",
    `global\n    nbthread many\n${backend("server one 127.0.0.1:80")}`,
  ],
  ["nor are those of balance", backend("balance fair\n    server one 127.0.0.1:80")],
];

/** What uhc refuses, and every HAProxy with it. */
const REFUSED: readonly string[] = [
  backend("server one 127.0.0.1:80 chek"),
  backend("server one 127.0.0.1:80", "    acl a path_bge /x\n"),
  backend("server one 127.0.0.1:80", "    use_backend api if { pth /x }\n"),
  backend("http-request denyy\n    server one 127.0.0.1:80"),
  backend("server one 127.0.0.1:80 weight 300"),
  backend("timeout serv 1s\n    server one 127.0.0.1:80"),
];

const hasHaproxy = spawnSync("haproxy", ["-v"]).status === 0;

function isRefused(config: string): boolean {
  const file = join(folder, "haproxy.cfg");
  writeFileSync(file, config);
  return spawnSync("haproxy", ["-c", "-f", file]).status !== 0;
}

describe("uhc and haproxy -c", () => {
  it.each(LEFT_TO_HAPROXY)("differ, because %s", (_, config) => {
    expect(refusals(gatewayOf(config))).toEqual([]);
    if (hasHaproxy) expect(isRefused(config)).toBe(true);
  });

  it.each(REFUSED)("agree: %s", (config) => {
    expect(refusals(gatewayOf(config))).toHaveLength(1);
    if (hasHaproxy) expect(isRefused(config)).toBe(true);
  });
});
