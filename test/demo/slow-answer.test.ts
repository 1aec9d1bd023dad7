import { expect, it } from "vitest";
import { slowAnswer } from "../../src/demo/scenarios/slow-answer.ts";
import { diagnoseWorld } from "./diagnose-world.ts";

it("an answer after the gateway has given up is a timeout that is too short", async () => {
  expect(await diagnoseWorld(slowAnswer)).toEqual({
    verdict: "down",
    blamed: [{ id: "timeout-too-short", upstreams: ["reports"], endpoints: 1 }],
    upstreams: { web: "healthy", reports: "down" },
  });
});
