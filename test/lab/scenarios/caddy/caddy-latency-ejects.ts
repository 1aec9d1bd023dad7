import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-latency-ejects",
  headline: "503, while the app is fine",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 {
    fail_duration 120s
    unhealthy_latency 50ms
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ delayMs: 400 }] }],
  proof: { ask: [{ status: 200 }, { status: 503 }], log: [/no upstreams available/] },
  expect: {
    firstCause: "ejected-by-passive-checks",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
