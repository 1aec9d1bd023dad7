import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-application-wants-login",
  headline: "nothing is wrong",
  config: (place) => caddyConf(place, `  reverse_proxy 10.77.0.2:8081`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ status: 401 }] }],
  proof: { ask: [{ status: 401 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
