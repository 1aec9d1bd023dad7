import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { httpService } from "../../src/demo/http-service.ts";
import { SCENARIOS } from "../../src/demo/index.ts";
import { defineScenario } from "../../src/demo/scenario.ts";
import { knock } from "./ask.ts";

describe("the scenarios", () => {
  it("have an id each", () => {
    const ids = SCENARIOS.map((scenario) => scenario.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z-]+$/);
  });

  it.each(SCENARIOS)(
    "$id stays on 127.0.0.1 and takes everything with it when it closes",
    async (scenario) => {
      const world = await scenario.start();
      const config = readFileSync(world.configFile, "utf8");
      const servers = [...config.matchAll(/^ +server ([^;{ ]+)/gm)].map(([, server]) => server ?? "");
      await Promise.all([world.close(), world.close()]);

      expect(servers.length).toBeGreaterThan(1);
      for (const server of servers) expect(server).toMatch(/^127\.0\.0\.1:\d+$/);
      expect(existsSync(dirname(world.configFile))).toBe(false);
      expect(new Set(await Promise.all(servers.map(knock)))).toEqual(new Set(["ECONNREFUSED"]));
    },
  );
});

describe("a scenario that fails while it starts", () => {
  it("leaves nothing behind", async () => {
    const left: string[] = [];
    const unlucky = defineScenario(
      { id: "unlucky", title: "", headline: "", expect: { cause: undefined, verdict: "unknown" } },
      async (stage) => {
        left.push(await httpService(stage), stage.folder);
        throw new Error("no more ports");
      },
    );
    await expect(unlucky.start()).rejects.toThrow("no more ports");
    const [service = "", folder = ""] = left;
    expect(await knock(service)).toBe("ECONNREFUSED");
    expect(folder).toContain("uhc-demo-");
    expect(existsSync(folder)).toBe(false);
  });
});
