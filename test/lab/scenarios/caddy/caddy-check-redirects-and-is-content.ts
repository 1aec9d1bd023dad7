import { AFTER_CHECKS_MS, CADDY, caddyConf, OFTEN } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-check-redirects-and-is-content",
  headline: "nothing is wrong",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 {
    health_uri /health
    ${OFTEN}
  }`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/health" }, status: 302, headers: { location: "/login" } }, {}],
    },
  ],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
