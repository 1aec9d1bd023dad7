import { expect, it } from "vitest";
import { perform } from "../../../src/cli/perform.ts";
import { REPORT_SCHEMA } from "../../../src/report/schema.ts";
import { surroundings } from "../../given/environment.ts";

it("prints the schema of the report", async () => {
  const given = surroundings();
  expect(await perform({ command: "schema", args: ["report"], flags: new Map() }, given.environment)).toBe(0);
  expect(JSON.parse(given.out())).toEqual(JSON.parse(JSON.stringify(REPORT_SCHEMA)));
});

it("refuses a schema that there is not", async () => {
  const given = surroundings();
  expect(await perform({ command: "schema", args: ["config"], flags: new Map() }, given.environment)).toBe(2);
  expect(given.err()).toBe('uhc: there is no schema "config"; there is report\n');
});
