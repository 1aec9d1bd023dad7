import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-http1-to-http2",
  headline: "502",
  config: (place) => caddyConf(place, `  reverse_proxy 10.77.0.2:8081`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", http2: true }],
  proof: { ask: [{ status: 502 }] },
  expect: {
    firstCause: "http-version-mismatch",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
