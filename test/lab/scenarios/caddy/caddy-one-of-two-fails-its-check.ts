import { AFTER_CHECKS_MS, CADDY, caddyConf, OFTEN } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-one-of-two-fails-its-check",
  headline: "nobody has noticed yet",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 10.77.0.3:8081 {
    health_uri /health
    ${OFTEN}
  }`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/health" }, status: 503 }, {}] },
    { kind: "http", at: "10.77.0.3:8081" },
  ],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200, times: 4 }],
    log: [/status code out of tolerances/],
  },
  expect: {
    firstCause: "application-error",
    alsoAcceptable: ["health-status-unexpected", "service-starting"],
    verdict: "degraded",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
