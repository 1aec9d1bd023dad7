import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-localhost-well",
  headline: "nothing is wrong",
  config: (place) => caddyConf(place, `  reverse_proxy localhost:8081`),
  services: () => [{ kind: "http", onGateway: true, at: "[::1]:8081" }],
  proof: { ask: [{ status: 200 }] },
  expect: {
    firstCause: null,
    verdict: "healthy",
  },
});
