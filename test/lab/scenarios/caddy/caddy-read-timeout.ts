import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-read-timeout",
  headline: "504 from every page",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 {
    flush_interval -1
    transport http {
      read_timeout 500ms
    }
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ delayMs: 1500 }] }],
  proof: { ask: [{ status: [502, 504] }], log: [/i\/o timeout/] },
  expect: {
    firstCause: "timeout-too-short",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
