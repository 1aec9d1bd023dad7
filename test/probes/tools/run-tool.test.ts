import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runTool, type ToolLimits } from "../../../src/probes/tools/run-tool.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-tool-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function ran(text: string, limits: ToolLimits = {}, mode = 0o755) {
  writeFileSync(join(folder, "tool"), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, "tool"), mode);
  return runTool("tool", ["a b", "$(id)"], { folders: [folder], ...limits });
}

describe("one of the system's programs", () => {
  it("is run without a shell, in an environment of its own and from the root of the tree", async () => {
    expect(await ran('printf "%s|" "$@" "$LC_ALL" "$HOME" "$PWD"')).toEqual({
      text: "a b|$(id)|C||/|",
      fault: undefined,
      said: "",
    });
  });
  it("may warn first: what it prints is told apart from that", async () => {
    expect(await ran("echo Warning: old >&2; echo here")).toEqual({
      text: "here\n",
      fault: undefined,
      said: "Warning: old\n",
    });
  });
  it("keeps what it printed before it failed, with the last word on why", async () => {
    expect(await ran("echo part; echo Warning: x >&2; echo Operation not permitted >&2; exit 4")).toEqual({
      text: "part\n",
      fault: "Operation not permitted",
      said: "Warning: x\nOperation not permitted\n",
    });
    expect(await ran("exit 4")).toEqual({ reason: "tool: it ends with status 4" });
  });
  it("is ended when it hangs, and so is the wait for what it started", async () => {
    const start = performance.now();
    const limits = { timeoutMs: 300 };
    expect(await ran("sleep 3 & exec sleep 3", limits)).toEqual({
      reason: "tool: it does not end within 0.3 s",
    });
    expect(await ran("sleep 2 &", limits)).toEqual({ text: "", fault: undefined, said: "" });
    expect(performance.now() - start).toBeLessThan(1_900);
  });
  it("is ended when it floods, and what came first is kept", async () => {
    const output = await ran("exec yes", { maxBytes: 1_000 });
    expect(output).toMatchObject({ fault: "it prints more than is read" });
    expect("text" in output && output.text.length).toBe(1_000);
  });
  it("is called by its own name, where several tools are one program", async () => {
    writeFileSync(join(folder, "multi"), '#!/bin/sh\nbasename "$0"\n', { mode: 0o755 });
    symlinkSync("multi", join(folder, "one-save"));
    expect(await runTool("one-save", [], { folders: [folder] })).toEqual({
      text: "one-save\n",
      fault: undefined,
    });
  });
  it("is not run where others may write to it, and not looked for anywhere else", async () => {
    expect(await ran("echo here", {}, 0o777)).toEqual({ reason: "there is no tool here" });
    expect(await runTool("no-such-tool", [])).toEqual({ reason: "there is no no-such-tool here" });
  });
});
