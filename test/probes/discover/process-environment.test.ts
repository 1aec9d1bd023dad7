import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { completeEnvironment } from "../../../src/probes/discover/process-environment.ts";

const proc = mkdtempSync(join(tmpdir(), "uhc-proc-"));
mkdirSync(join(proc, "7"));
writeFileSync(join(proc, "7/environ"), "UP=10.0.0.1:80\0EMPTY=\0=odd\0");
writeFileSync(
  join(proc, "a.env"),
  "# A=1\nexport A=one # why\nUP=other\nB=\"two words\"  # b\nC='three\nfour'\nA=last\n",
);
writeFileSync(join(proc, "b.env"), "A=late\nD = four\n");
afterAll(() => rmSync(proc, { recursive: true }));

const given = (...files: readonly string[]) =>
  completeEnvironment(proc, { pid: 7, directory: proc }, "", files);

it("reads what a process was started with", async () => {
  expect([...((await given()) ?? [])]).toEqual([
    ["UP", "10.0.0.1:80"],
    ["EMPTY", ""],
  ]);
  expect(await completeEnvironment(proc, { pid: 8, directory: "/" }, "", [])).toBeUndefined();
});

it("adds what stands in files, and lets stand what is there", async () => {
  const all = await given("a.env", "b.env");
  expect(["UP", "A", "B", "D"].map((name) => all?.get(name))).toEqual([
    "10.0.0.1:80",
    "last",
    "two words",
    "four",
  ]);
});

it("knows nothing where a file can't be read", async () => {
  expect(await given("a.env", "c.env")).toBeUndefined();
});
