import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { unixListener } from "../../../src/probes/host/unix-listeners.ts";
import { fakeProc } from "../fake-proc.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-unix-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const HEAD = "Num       RefCount Protocol Flags    Type St Inode Path\n";
const line = (flags: string, path: string) => `ffff8f: 00000002 00000000 ${flags} 0001 01    4711 ${path}\n`;

function proc(table: string): string {
  const made = fakeProc(folder, [{ pid: 77, comm: "node", words: ["node"], root: join(folder, "private") }]);
  mkdirSync(join(made, "net"));
  mkdirSync(join(made, "77", "fd"));
  symlinkSync("socket:[4711]", join(made, "77", "fd", "3"));
  writeFileSync(join(made, "net", "unix"), HEAD + table);
  return made;
}

describe("who listens on a path", () => {
  it("is found although the file lies in a mount namespace of its own", async () => {
    mkdirSync(join(folder, "private", "tmp"), { recursive: true });
    writeFileSync(join(folder, "private", "tmp", "app.sock"), "");
    const found = await unixListener(proc(line("00010000", "/tmp/app.sock")), "/tmp/app.sock");
    expect(found).toMatchObject({ owner: { pid: 77, command: "node" }, isThere: true });
  });
  it("is found although the file is gone", async () => {
    const found = await unixListener(proc(line("00010000", "/tmp/app.sock")), "/tmp/app.sock");
    expect(found).toMatchObject({ owner: { pid: 77 }, isThere: false });
  });
  it("is nobody where the socket only talks, or has another path", async () => {
    const table = line("00000000", "/tmp/app.sock") + line("00010000", "/tmp/app.sock2");
    expect(await unixListener(proc(table), "/tmp/app.sock")).toBeUndefined();
  });
  it.runIf(process.platform === "linux")("is this very process, with its file deleted", async () => {
    const path = join(folder, "own.sock");
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    unlinkSync(path);
    const found = await unixListener("/proc", path);
    server.close();
    expect(found).toMatchObject({ owner: { pid: process.pid }, isThere: false });
  });
});
