import { AFTER_CHECKS_MS, CADDY, caddyConf, OFTEN } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-check-wants-a-pattern",
  headline: "503, and the service answers",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 {
    health_uri /health
    ${OFTEN}
    health_body ^healthy
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ body: "all healthy here" }] }],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }] },
  expect: {
    firstCause: "health-body-mismatch",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
