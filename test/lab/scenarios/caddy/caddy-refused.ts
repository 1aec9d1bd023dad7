import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-refused",
  headline: "502",
  config: (place) => caddyConf(place, `  reverse_proxy 10.77.0.2:8081`),
  proof: { ask: [{ status: 502 }], log: [/connection refused/] },
  expect: { firstCause: "port-refused", verdict: "down", subjects: [{ endpoint: "10.77.0.2:8081" }] },
});
