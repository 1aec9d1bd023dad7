import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { CHECKS } from "../../../checks/index.ts";
import { perform } from "../../../src/cli/perform.ts";
import { CAUSES } from "../../../src/model/cause.ts";
import { renderJson } from "../../../src/report/formats/json.ts";
import { surroundings } from "../../given/environment.ts";
import { cause, report } from "../../given/report.ts";

const folder = mkdtempSync(join(tmpdir(), "uhc-explain-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function why(path: string, id?: string, json = false) {
  const given = surroundings({ checks: async () => CHECKS });
  const flags = new Map<"json" | "why", true | string>([["why", path]]);
  if (json) flags.set("json", true);
  const args = id === undefined ? [] : [id];
  const code = await perform({ command: "explain", args, flags }, given.environment);
  return { code, out: given.out(), err: given.err() };
}

async function run(id?: string, json = false) {
  const given = surroundings({ checks: async () => CHECKS });
  const flags = new Map<"json", true>(json ? [["json", true]] : []);
  const code = await perform(
    { command: "explain", args: id === undefined ? [] : [id], flags },
    given.environment,
  );
  return { code, out: given.out(), err: given.err() };
}

describe("uhc explain", () => {
  it("lists every cause of the contract", async () => {
    const { code, out } = await run();
    expect(code).toBe(0);
    for (const id of Object.keys(CAUSES)) expect(out).toContain(`  ${id} `);
  });

  it("has a page for every cause and every check, whole without a case", async () => {
    for (const id of [...Object.keys(CAUSES), ...CHECKS.map((check) => check.id)]) {
      const { code, out } = await run(id);
      expect(code).toBe(0);
      expect(out.split("\n")[0]).toBe(id);
      expect(out).not.toMatch(/(?<!upstream-)undefined|NaN|\[object/);
    }
  });

  it("gives the page as JSON too", async () => {
    const page = JSON.parse((await run("port-refused", true)).out);
    expect(page).toMatchObject({ kind: "cause", id: "port-refused", layer: "network" });
    expect(JSON.parse((await run(undefined, true)).out)).toHaveLength(Object.keys(CAUSES).length);
  });

  it("suggests the id that was meant, and exits 2", async () => {
    const { code, out, err } = await run("port-refusd");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("Did you mean port-refused?");
  });

  it("tells how a report's causes came by their rank", async () => {
    const file = join(folder, "report.json");
    writeFileSync(
      file,
      renderJson(report({ causes: [cause({ title: "Closed \u001b[2J password=hunter2" })] })),
    );
    const { code, out } = await why(file);
    expect(code).toBe(0);
    expect(out).toContain("met          connection refused in 0.3 ms, 3 times of 3 (connects, 95 %)");
    expect(out).not.toMatch(/\u001b|hunter2/);
    expect(JSON.parse((await why(file, "port-refused", true)).out)).toMatchObject({
      kind: "why",
      about: "port-refused",
      causes: [{ id: "port-refused" }],
    });
  });

  it.each([
    ["{", "is not JSON"],
    ["[]", "is not a uhc report"],
    ['{"schemaVersion":1,"verdict":"down","causes":[{}],"ruledOut":[]}', "is not a uhc report"],
  ])("refuses %s in place of a report, and exits 2", async (text, reason) => {
    const file = join(folder, "other.json");
    writeFileSync(file, text);
    const { code, out, err } = await why(file);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(reason);
  });

  it("exits 2 for a report that is missing, and for an id that is none", async () => {
    expect(await why(join(folder, "missing.json"))).toMatchObject({ code: 2 });
    const { code, err } = await why(join(folder, "missing.json"), "port-refusd");
    expect([code, err]).toEqual([2, expect.stringContaining("Did you mean port-refused?")]);
  });
});
