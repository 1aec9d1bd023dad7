import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { perform } from "../../../src/cli/perform.ts";
import { REPORT_SCHEMA } from "../../../src/report/schema.ts";
import { surroundings } from "../../given/environment.ts";

async function schema(name: string) {
  const given = surroundings();
  const code = await perform({ command: "schema", args: [name], flags: new Map() }, given.environment);
  return { code, out: given.out(), err: given.err() };
}

describe("uhc schema", () => {
  it("prints the schema of the report", async () => {
    const { code, out } = await schema("report");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(REPORT_SCHEMA);
  });

  it("prints the schema of uhc.yaml, which knows the flags and the commands", async () => {
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse((await schema("config")).out));
    const accepted = [
      {},
      { "fail-on": "warning", select: "tls", ignore: ["single-endpoint"], top: 5, timeout: "2s" },
      { lint: { "fail-on": "info", baseline: "b.json" }, diagnose: { "no-probe": true } },
    ];
    const refused = [
      { selct: "tls" },
      { "fail-on": "often" },
      { "no-probe": "yes" },
      { output: "x" },
      { lint: { timeout: "2s" } },
      { explain: { color: "blue" } },
    ];
    expect(accepted.map((one) => validate(one))).toEqual(accepted.map(() => true));
    expect(refused.map((one) => validate(one))).toEqual(refused.map(() => false));
  });

  it("refuses a schema that there is not", async () => {
    expect(await schema("confgi")).toEqual({
      code: 2,
      out: "",
      err: 'uhc: there is no schema "confgi"; there is report and config\nDid you mean config?\n',
    });
  });
});
