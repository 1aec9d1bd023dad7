import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-redis-on-the-port",
  headline: "502",
  config: (place) => caddyConf(place, `  reverse_proxy 10.77.0.2:6379`),
  services: () => [{ kind: "redis", at: "10.77.0.2:6379" }],
  proof: { ask: [{ status: 502 }], log: [/"msg":"EOF"/] },
  expect: { firstCause: "wrong-service", verdict: "down" },
});
