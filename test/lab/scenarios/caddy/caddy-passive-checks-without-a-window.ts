import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-passive-checks-without-a-window",
  headline: "503, while the app is fine",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 {
    unhealthy_status 5xx
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 503 }], log: [/no upstreams available/] },
  expect: { firstCause: "upstream-all-down", verdict: "down" },
});
