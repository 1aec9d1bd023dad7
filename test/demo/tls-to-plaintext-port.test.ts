import { expect, it } from "vitest";
import { tlsToPlaintextPort } from "../../src/demo/scenarios/tls-to-plaintext-port.ts";
import { diagnoseWorld } from "./diagnose-world.ts";

it("a handshake that is answered in HTTP is the wrong protocol", async () => {
  expect(await diagnoseWorld(tlsToPlaintextPort)).toEqual({
    verdict: "down",
    blamed: [{ id: "tls-to-plaintext-port", upstreams: ["accounts"], endpoints: 1 }],
    upstreams: { web: "healthy", accounts: "down" },
  });
});
