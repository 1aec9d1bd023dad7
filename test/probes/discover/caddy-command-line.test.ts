import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseCaddyCommand } from "../../../src/probes/discover/caddy-command-line.ts";
import { autosavePath } from "../../../src/probes/discover/caddy-files.ts";

it("reads the command line of a Caddy, and no other", () => {
  const unit = "/usr/bin/caddy run --environ --config /etc/caddy/Caddyfile".split(" ");
  expect(parseCaddyCommand(unit)).toEqual({
    configFile: "/etc/caddy/Caddyfile",
    resumes: false,
    environmentFiles: [],
    isOneShot: false,
  });
  expect(parseCaddyCommand(["caddy", "run", "--resume", "--config=c.json"])).toEqual({
    configFile: "c.json",
    resumes: true,
    environmentFiles: [],
    isOneShot: false,
  });
  const files = "caddy run --envfile a.env --config c --envfile=b.env".split(" ");
  expect(parseCaddyCommand(files)?.environmentFiles).toEqual(["a.env", "b.env"]);
  expect(parseCaddyCommand(["caddy", "run"])?.configFile).toBeUndefined();
  expect(parseCaddyCommand(["caddy", "reload", "-c", "x"])?.isOneShot).toBe(true);
  expect(parseCaddyCommand(["nginx", "run"])).toBeUndefined();
});

it("finds where a Caddy keeps the config that it has loaded", async () => {
  const proc = mkdtempSync(join(tmpdir(), "uhc-proc-"));
  mkdirSync(join(proc, "7"));
  writeFileSync(join(proc, "7/environ"), "A=b\0HOME=/var/lib/caddy\0");
  expect(await autosavePath(proc, 7)).toBe("/var/lib/caddy/.config/caddy/autosave.json");
  writeFileSync(join(proc, "7/environ"), "XDG_CONFIG_HOME=/config\0HOME=/root\0");
  expect(await autosavePath(proc, 7)).toBe("/config/caddy/autosave.json");
  expect(await autosavePath(proc, 8)).toBeUndefined();
  rmSync(proc, { recursive: true });
});
