import { CADDY, caddyConf, NAMED } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-http2-to-http1",
  headline: "502",
  config: (place) => caddyConf(place, `  reverse_proxy h2c://10.77.0.2:8081`, NAMED),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ host: "api.internal", status: 502 }] },
  expect: {
    firstCause: "http-version-mismatch",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
