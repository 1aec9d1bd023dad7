import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-application-fails",
  headline: "500",
  config: (place) => caddyConf(place, `  reverse_proxy 10.77.0.2:8081`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ status: 500 }] }],
  proof: { ask: [{ status: 500 }] },
  expect: { firstCause: "application-error", verdict: "down", subjects: [{ endpoint: "10.77.0.2:8081" }] },
});
