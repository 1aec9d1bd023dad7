import { expect, it } from "vitest";
import { wrongService } from "../../src/demo/scenarios/wrong-service.ts";
import { diagnoseWorld } from "./diagnose-world.ts";

it("an SSH banner is another service", async () => {
  expect(await diagnoseWorld(wrongService)).toEqual({
    verdict: "down",
    blamed: [{ id: "wrong-service", upstreams: ["images"], endpoints: 1 }],
    upstreams: { web: "healthy", images: "down" },
  });
});
