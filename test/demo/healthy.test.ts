import { expect, it } from "vitest";
import { healthy } from "../../src/demo/scenarios/healthy.ts";
import { diagnoseWorld } from "./diagnose-world.ts";

it("what only looks odd gets no blame", async () => {
  expect(await diagnoseWorld(healthy)).toMatchObject({
    verdict: "healthy",
    blamed: [],
    upstreams: { web: "healthy", assets: "healthy", admin: "healthy", "api.demo.test": "healthy" },
  });
});
