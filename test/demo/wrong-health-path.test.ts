import { expect, it } from "vitest";
import { wrongHealthPath } from "../../src/demo/scenarios/wrong-health-path.ts";
import { diagnoseWorld } from "./diagnose-world.ts";

it("404 on the declared path is the path's fault, and takes the upstream down", async () => {
  expect(await diagnoseWorld(wrongHealthPath)).toEqual({
    verdict: "down",
    blamed: [{ id: "health-path-not-found", upstreams: ["catalog"], endpoints: 2 }],
    upstreams: { web: "healthy", catalog: "down" },
  });
});
