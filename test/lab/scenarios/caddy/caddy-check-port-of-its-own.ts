import { AFTER_CHECKS_MS, CADDY, caddyConf, OFTEN } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-check-port-of-its-own",
  headline: "nothing is wrong",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 {
    health_uri /health
    ${OFTEN}
    health_port 9000
  }`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "http", at: "10.77.0.2:9000" },
  ],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
