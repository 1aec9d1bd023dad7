import { CADDY, caddyConf, NAMED } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-plaintext-to-tls",
  headline: "502",
  config: (place) => caddyConf(place, `  reverse_proxy 10.77.0.2:8443`, NAMED),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ host: "api.internal", status: [400, 502] }] },
  expect: {
    firstCause: "plaintext-to-tls-port",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8443" }],
  },
});
