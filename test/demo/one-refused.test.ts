import { expect, it } from "vitest";
import { oneRefused } from "../../src/demo/scenarios/one-refused.ts";
import { diagnoseWorld } from "./diagnose-world.ts";

it("one refused port of three degrades, and is named alone", async () => {
  expect(await diagnoseWorld(oneRefused)).toEqual({
    verdict: "degraded",
    blamed: [{ id: "port-refused", upstreams: ["orders"], endpoints: 1 }],
    upstreams: { web: "healthy", orders: "degraded" },
  });
});
