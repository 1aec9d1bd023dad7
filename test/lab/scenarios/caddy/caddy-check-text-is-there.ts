import { AFTER_CHECKS_MS, CADDY, caddyConf, OFTEN } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-check-text-is-there",
  headline: "nothing is wrong",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 {
    health_uri /health
    ${OFTEN}
    health_body healthy
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ body: "all healthy here" }] }],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
