import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-requests-full",
  headline: "503 now and then",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 {
    fail_duration 10s
    unhealthy_request_count 1
  }`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/slow" }, delayMs: 1500 }, {}] },
  ],
  proof: {
    ask: [
      { path: "/slow", atOnce: 6, status: [200, 503] },
      { path: "/slow", atOnce: 6, status: [200, 503] },
    ],
    log: [/no upstreams available/],
  },
  expect: {
    firstCause: "circuit-breaker-open",
    verdict: "degraded",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
