import { AFTER_CHECKS_MS, CADDY, caddyConf, OFTEN } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-socket-well",
  headline: "nothing is wrong",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy unix/${place.dir}/app.sock {
    health_uri /health
    ${OFTEN}
  }`,
    ),
  services: (place) => [{ kind: "http", at: `unix:${place.dir}/app.sock` }],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
