import { describe, expect, it } from "vitest";
import { CHECKS } from "../../../checks/index.ts";
import { perform } from "../../../src/cli/perform.ts";
import { CAUSES } from "../../../src/model/cause.ts";
import { surroundings } from "../../given/environment.ts";

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
});
