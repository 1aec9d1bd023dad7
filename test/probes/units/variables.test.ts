import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { variablesOf } from "../../../src/probes/units/variables.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-variables-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("variablesOf", () => {
  it("reads the files of a unit over what it names itself", async () => {
    const file = join(folder, "api.env");
    writeFileSync(file, "# where it listens\nPORT='8080'\n; old\n  HOST=127.0.0.1\nnot a variable\n");
    const unit = new Map([
      ["Environment", ["PORT=9000 MODE=live"]],
      ["EnvironmentFiles", [`${file} (ignore_errors=yes)`, `${folder}/none (ignore_errors=yes)`]],
    ]);
    expect(Object.fromEntries(await variablesOf(unit))).toEqual({
      PORT: "8080",
      MODE: "live",
      HOST: "127.0.0.1",
    });
  });
  it("leaves alone what is no file, and what is longer than any of its kind", async () => {
    const long = join(folder, "long.env");
    writeFileSync(long, `PORT=1\n${"#".repeat(70_000)}`);
    const unit = new Map([["EnvironmentFiles", [folder, "/dev/zero", long]]]);
    expect((await variablesOf(unit)).size).toBe(0);
  });
});
