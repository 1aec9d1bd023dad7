import { AFTER_CHECKS_MS, CADDY, caddyConf, OFTEN } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-check-path-missing",
  headline: "503, while the app is fine",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 {
    health_uri /health
    ${OFTEN}
  }`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/health" }, status: 404 }, {}] },
  ],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }], log: [/status code out of tolerances/] },
  expect: {
    firstCause: "health-path-not-found",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
