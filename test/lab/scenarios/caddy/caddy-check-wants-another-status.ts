import { AFTER_CHECKS_MS, CADDY, caddyConf, OFTEN } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-check-wants-another-status",
  headline: "503, while the app is fine",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 {
    health_uri /health
    ${OFTEN}
    health_status 204
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }], log: [/unexpected status code/] },
  expect: {
    firstCause: "health-status-unexpected",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
