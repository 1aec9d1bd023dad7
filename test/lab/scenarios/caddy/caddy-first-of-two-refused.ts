import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-first-of-two-refused",
  headline: "nobody notices",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 10.77.0.3:8081 {
    lb_policy first
    lb_try_duration 5s
    fail_duration 30s
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.3:8081" }],
  proof: { ask: [{ status: 200 }, { status: 200 }] },
  expect: {
    firstCause: "port-refused",
    verdict: "degraded",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
