import { describe, expect, it } from "vitest";
import type { Engine } from "../../../src/cli/engine.ts";
import { perform } from "../../../src/cli/perform.ts";
import { readCall } from "../../../src/cli/program.ts";
import type { Gateway } from "../../../src/model/config.ts";
import { engineThatFinds, surroundings } from "../../given/environment.ts";
import { report } from "../../given/report.ts";

const GATEWAY: Gateway = {
  id: "nginx",
  kind: "nginx",
  version: undefined,
  tlsLibrary: undefined,
  user: undefined,
  mainFile: "/etc/nginx/nginx.conf",
  files: ["/etc/nginx/nginx.conf"],
  listeners: [],
  routes: [],
  upstreams: [],
  logs: [],
  pidFile: undefined,
  problems: [
    {
      cause: "config-syntax-error",
      message: "odd http://u:hunter2@h/\x1b[2J",
      location: { file: "/etc/nginx/a.conf", line: 2, column: 1 },
      refusesConfig: true,
      about: undefined,
    },
  ],
};

async function run(args: readonly string[]) {
  const engine: Engine = {
    ...engineThatFinds(report()),
    inspect: async () => ({ gateways: [GATEWAY], notes: [{ what: "b.conf", because: "no permission" }] }),
  };
  const given = surroundings({ engine: async () => engine, workingDirectory: "/etc/nginx" });
  const call = readCall(["inspect", ...args], { out: () => {}, err: () => {} });
  const code = typeof call === "number" ? call : await perform(call, given.environment);
  return { code, out: given.out() };
}

describe("uhc inspect", () => {
  it("prints the model for people, paths from where they stand", async () => {
    const { code, out } = await run(["nginx.conf"]);
    expect(code).toBe(0);
    expect(out).toContain("nginx (version unknown)   nginx.conf\n");
    expect(out).toContain("refused      a.conf:2  odd http://[redacted]@h/\\x1b[2J");
    expect(out).toContain("Note      b.conf: no permission");
  });

  it("prints it as it is for programs, without secrets", async () => {
    const { out } = await run(["--json"]);
    const parsed = JSON.parse(out);
    expect(parsed.gateways[0].mainFile).toBe("/etc/nginx/nginx.conf");
    expect(parsed.gateways[0].problems[0].message).toBe("odd http://[redacted]@h/\\x1b[2J");
    expect(parsed.notes).toEqual([{ what: "b.conf", because: "no permission" }]);
  });

  it("shows secrets when they are asked for", async () => {
    expect((await run(["--json", "--no-redact"])).out).toContain("hunter2");
  });
});
