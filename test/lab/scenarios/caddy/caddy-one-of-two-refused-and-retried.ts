import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-one-of-two-refused-and-retried",
  headline: "nobody has noticed yet",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 10.77.0.3:8081 {
    lb_try_duration 2s
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.3:8081" }],
  proof: { ask: [{ status: 200, times: 6 }] },
  expect: { firstCause: "port-refused", verdict: "degraded", subjects: [{ endpoint: "10.77.0.2:8081" }] },
});
