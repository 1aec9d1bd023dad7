import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { CADDY } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-changed-and-not-started-anew",
  headline: "502 though the file was corrected",
  config: (place) => `{
  admin off
  auto_https off
  log {
    output file ${place.dir}/error.log
  }
}
:8080 {
  reverse_proxy 10.77.0.2:8089
}
`,
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  running: async (place) => {
    await setTimeout(1_500);
    const p = place.dir + "/Caddyfile";
    writeFileSync(p, readFileSync(p, "utf8").replace("8089", "8081"));
  },
  proof: { ask: [{ status: 502 }], log: [/connection refused/] },
  expect: { firstCause: "config-not-reloaded", verdict: "degraded", alsoVerdict: "down" },
});
