import { expect, it } from "vitest";
import { refusedPort } from "../../src/demo/scenarios/refused-port.ts";
import { diagnoseWorld } from "./diagnose-world.ts";

it("nobody listening is a refused port, and the neighbours stay healthy", async () => {
  expect(await diagnoseWorld(refusedPort)).toEqual({
    verdict: "down",
    blamed: [{ id: "port-refused", upstreams: ["orders"], endpoints: 1 }],
    upstreams: { web: "healthy", orders: "down" },
  });
});
