import { writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "changed-in-an-include",
  headline: "504, although the limit was raised yesterday",
  config: (place) =>
    httpConf(place, site(`include ${place.dir}/limits.conf; proxy_pass http://10.77.0.2:8081;`)),
  files: () => ({ "limits.conf": "proxy_read_timeout 1s;\n" }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ delayMs: 1500 }] }],
  running: async (place) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    writeFileSync(`${place.dir}/limits.conf`, "proxy_read_timeout 30s;\n");
  },
  proof: { ask: [{ status: 504, times: 2 }], log: [/timed out.*reading response header/] },
  expect: { firstCause: "config-not-reloaded", verdict: "degraded", alsoVerdict: "down" },
});
