import { expect, it } from "vitest";
import { plaintextToTlsPort } from "../../src/demo/scenarios/plaintext-to-tls-port.ts";
import { diagnoseWorld } from "./diagnose-world.ts";

it("plain HTTP that TLS hangs up on is the wrong protocol, not a dead service", async () => {
  expect(await diagnoseWorld(plaintextToTlsPort)).toEqual({
    verdict: "down",
    blamed: [{ id: "plaintext-to-tls-port", upstreams: ["accounts"], endpoints: 1 }],
    upstreams: { web: "healthy", accounts: "down" },
  });
});
