import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-variable-not-set",
  headline: "502",
  config: (place) => caddyConf(place, `  reverse_proxy {env.BACKEND_HOST}:8081`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 502 }], log: [/dial tcp/] },
  expect: { firstCause: "port-refused", alsoAcceptable: ["upstream-address-invalid"], verdict: "down" },
});
