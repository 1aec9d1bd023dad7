import { writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-changed-and-not-reloaded",
  headline: "502 though the file was corrected",
  config: (place) => caddyConf(place, `  reverse_proxy 10.77.0.2:8089`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  running: async (place) => {
    await setTimeout(1_500);
    writeFileSync(place.dir + "/Caddyfile", caddyConf(place, `  reverse_proxy 10.77.0.2:8081`));
  },
  proof: { ask: [{ status: 502 }], log: [/connection refused/] },
  expect: { firstCause: "config-not-reloaded", verdict: "degraded", alsoVerdict: "down" },
});
