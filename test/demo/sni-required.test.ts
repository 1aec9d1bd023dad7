import { expect, it } from "vitest";
import { sniRequired } from "../../src/demo/scenarios/sni-required.ts";
import { diagnoseWorld } from "./diagnose-world.ts";

it("a handshake that only the server name saves is a missing server name", async () => {
  expect(await diagnoseWorld(sniRequired)).toEqual({
    verdict: "down",
    blamed: [{ id: "tls-sni-required", upstreams: ["api"], endpoints: 2 }],
    upstreams: { web: "healthy", api: "down" },
  });
});
