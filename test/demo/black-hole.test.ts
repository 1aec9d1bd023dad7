import { expect, it } from "vitest";
import { blackHolePort } from "../../src/demo/scenarios/black-hole.ts";
import { diagnoseWorld } from "./diagnose-world.ts";

it("a port that swallows connections is a connect timeout", async () => {
  expect(await diagnoseWorld(blackHolePort)).toEqual({
    verdict: "down",
    blamed: [{ id: "connect-timeout", upstreams: ["search"], endpoints: 1 }],
    upstreams: { web: "healthy", search: "down" },
  });
});
