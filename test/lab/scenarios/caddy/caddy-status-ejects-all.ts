import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-status-ejects-all",
  headline: "503, while the app is fine",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 10.77.0.3:8081 {
    lb_policy round_robin
    fail_duration 60s
    max_fails 1
    unhealthy_status 404 5xx
  }`,
    ),
  services: () => [
    {
      kind: "http",
      at: ["10.77.0.2:8081", "10.77.0.3:8081"],
      answers: [{ when: { path: "/missing" }, status: 404 }, {}],
    },
  ],
  proof: {
    ask: [{ path: "/missing", status: 404 }, { path: "/missing", status: 404 }, { status: 503 }],
    log: [/no upstreams available/],
  },
  expect: {
    firstCause: "ejected-by-passive-checks",
    verdict: "down",
  },
});
