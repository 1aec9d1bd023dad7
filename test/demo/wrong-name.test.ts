import { expect, it } from "vitest";
import { wrongName } from "../../src/demo/scenarios/wrong-name.ts";
import { diagnoseWorld } from "./diagnose-world.ts";

it("a certificate of another name is a name mismatch, and the right one beside it is not", async () => {
  expect(await diagnoseWorld(wrongName)).toEqual({
    verdict: "down",
    blamed: [{ id: "tls-certificate-name-mismatch", upstreams: ["payments.demo.test"], endpoints: 1 }],
    upstreams: { web: "healthy", "api.demo.test": "healthy", "payments.demo.test": "down" },
  });
});
