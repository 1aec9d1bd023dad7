import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { supervisorConfig } from "../../../src/probes/supervisor/config.ts";

// below a folder that nobody else may write to
const folder = mkdtempSync(join(homedir(), ".uhc-supervisor-"));
afterAll(() => rmSync(folder, { recursive: true }));

function config(name: string, url: string): string {
  const path = join(folder, name);
  writeFileSync(path, `[supervisorctl]\nserverurl=${url}\n[include]\nfiles = parts/*.conf\n`, {
    mode: 0o644,
  });
  return path;
}

describe("the config of supervisord", () => {
  mkdirSync(join(folder, "parts"));
  writeFileSync(join(folder, "parts/shop.conf"), "[program:shop]\ncommand=serve\n");
  writeFileSync(join(folder, "parts/shop.ini"), "[program:other]\ncommand=serve\n");

  it("is the first that is there, with what it includes", async () => {
    const path = config("own.conf", "unix:///run/supervisor.sock");
    const found = await supervisorConfig([join(folder, "none.conf"), path]);
    expect(found?.path).toBe(path);
    expect([...(found?.sections.keys() ?? [])]).toEqual(["supervisorctl", "include", "program:shop"]);
  });
  it("is left alone where others may write it, and where its server is on another host", async () => {
    const open = config("open.conf", "unix:///run/supervisor.sock");
    chmodSync(open, 0o666);
    expect(await supervisorConfig([open])).toBeUndefined();
    expect(await supervisorConfig([config("far.conf", "http://10.0.0.5:9001")])).toBeUndefined();
    expect(await supervisorConfig([config("far.conf", "http://127.0.0.1.evil.test:9001")])).toBeUndefined();
  });
});
