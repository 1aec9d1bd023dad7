import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-wants-proxy-protocol",
  headline: "502 from every page",
  config: (place) => caddyConf(place, `  reverse_proxy 10.77.0.2:8081`),
  services: () => [
    { kind: "nginx", http: "server { listen 10.77.0.2:8081 proxy_protocol; location / { return 200 ok; } }" },
  ],
  proof: { ask: [{ status: [502, 400] }] },
  expect: {
    firstCause: "proxy-protocol-mismatch",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
