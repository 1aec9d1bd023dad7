import { expect, it } from "vitest";
import { applicationError } from "../../src/demo/scenarios/application-error.ts";
import { diagnoseWorld } from "./diagnose-world.ts";

it("500 to everything is the application's own error", async () => {
  expect(await diagnoseWorld(applicationError)).toEqual({
    verdict: "down",
    blamed: [{ id: "application-error", upstreams: ["basket"], endpoints: 2 }],
    upstreams: { web: "healthy", basket: "down" },
  });
});
