import { expect, it } from "vitest";
import { expiredCertificate } from "../../src/demo/scenarios/expired-certificate.ts";
import { diagnoseWorld } from "./diagnose-world.ts";

it("two instances with one expired certificate are one cause", async () => {
  expect(await diagnoseWorld(expiredCertificate)).toEqual({
    verdict: "down",
    blamed: [{ id: "tls-certificate-expired", upstreams: ["api"], endpoints: 2 }],
    upstreams: { web: "healthy", api: "down" },
  });
});
