import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { socketOwners } from "../../../src/probes/host/socket-owners.ts";
import { fakeProc } from "../fake-proc.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-owners-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const none = async () => new Set<string>();

describe("the owners of sockets", () => {
  it("are found among processes that vanish while they are read", async () => {
    const proc = fakeProc(folder, [{ pid: 9, comm: "app", words: ["app"] }]);
    // What is left of a process that went: a folder without anything in it, and descriptors that lead nowhere.
    mkdirSync(join(proc, "7"));
    mkdirSync(join(proc, "8", "fd", "3"), { recursive: true });
    mkdirSync(join(proc, "9", "fd"));
    symlinkSync("socket:[42]", join(proc, "9", "fd", "5"));
    const owners = await socketOwners(proc, new Set(["42", "43"]), none);
    expect([...owners.keys()]).toEqual(["42"]);
    expect(owners.get("42")).toMatchObject({ pid: 9, command: "app" });
  });
  it("are unknown where a process gave the socket away and went before its name was read", async () => {
    const proc = fakeProc(folder, []);
    mkdirSync(join(proc, "8", "fd"), { recursive: true });
    symlinkSync("socket:[42]", join(proc, "8", "fd", "5"));
    expect((await socketOwners(proc, new Set(["42"]), none)).get("42")).toMatchObject({
      pid: 8,
      command: undefined,
      startedAt: undefined,
    });
  });
  it("are unknown where procfs shows nobody else's processes (hidepid), or is not there", async () => {
    const proc = fakeProc(folder, []);
    expect((await socketOwners(proc, new Set(["42"]), none)).size).toBe(0);
    expect((await socketOwners(join(folder, "none"), new Set(["42"]), none)).size).toBe(0);
  });
});
