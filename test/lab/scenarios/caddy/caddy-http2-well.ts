import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-http2-well",
  headline: "nothing is wrong",
  config: (place) => caddyConf(place, `  reverse_proxy h2c://10.77.0.2:8081`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", http2: true }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
