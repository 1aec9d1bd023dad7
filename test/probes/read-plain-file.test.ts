import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readPlainFile, readPlainText } from "../../src/probes/read-plain-file.ts";

it("reads files, and nothing that could keep it forever", async () => {
  const folder = mkdtempSync(join(tmpdir(), "uhc-plain-"));
  const file = join(folder, "a");
  writeFileSync(file, "text");
  expect(Buffer.from((await readPlainFile(file)) as Uint8Array).toString()).toBe("text");
  expect(await readPlainFile(join(folder, "none"))).toEqual({ reason: "no such file", code: "ENOENT" });
  expect(await readPlainFile(folder)).toMatchObject({ reason: "it is not a regular file" });
  execFileSync("mkfifo", [join(folder, "pipe")]);
  expect(await readPlainFile(join(folder, "pipe"))).toMatchObject({ reason: "it is not a regular file" });
  expect([await readPlainText(file), await readPlainText(join(folder, "pipe"))]).toEqual(["text", ""]);
  truncateSync(file, 17 << 20);
  expect(await readPlainFile(file)).toMatchObject({ code: undefined });
  rmSync(folder, { recursive: true });
});
