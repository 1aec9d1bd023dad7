import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-packets-vanish",
  headline: "502 after three seconds",
  config: (place) => caddyConf(place, `  reverse_proxy 10.77.0.2:8081`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    tcp dport 8081 drop
  }
}`,
  timing: true,
  proof: { ask: [{ status: [502, 504] }], log: [/i\/o timeout/] },
  expect: { firstCause: "connect-timeout", verdict: "down", subjects: [{ endpoint: "10.77.0.2:8081" }] },
});
