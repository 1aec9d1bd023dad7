import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

/** As with a backup: nobody asks the second one while the first one is available. */
export default scenario({
  ...CADDY,
  id: "caddy-standby-refused",
  headline: "all is well",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 10.77.0.3:8081 {
    lb_policy first
    lb_try_duration 5s
    fail_duration 30s
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 200, times: 3 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
