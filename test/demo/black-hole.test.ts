import { expect, it } from "vitest";
import { blackHolePort } from "../../src/demo/scenarios/black-hole.ts";
import { diagnoseWorld } from "./diagnose-world.ts";

it.runIf(process.platform === "linux")(
  "a port that swallows connections has a full accept queue",
  async () => {
    expect(await diagnoseWorld(blackHolePort)).toEqual({
      verdict: "down",
      blamed: [{ id: "service-overloaded", upstreams: ["search"], endpoints: 1 }],
      upstreams: { web: "healthy", search: "down" },
    });
  },
);
