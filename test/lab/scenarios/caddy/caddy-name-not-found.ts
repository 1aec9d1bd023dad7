import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-name-not-found",
  headline: "502",
  config: (place) => caddyConf(place, `  reverse_proxy api-1.internal:8081`),
  services: () => [{ kind: "dnsmasq", at: "10.77.0.2", options: ["local=/internal/"] }],
  resolvConf: "nameserver 10.77.0.2",
  proof: { ask: [{ status: 502 }], log: [/no such host/] },
  expect: {
    firstCause: "dns-name-not-found",
    verdict: "down",
    subjects: [{ endpoint: "api-1.internal:8081" }],
  },
});
