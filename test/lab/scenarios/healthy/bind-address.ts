import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "bind-address",
  headline: "all is healthy: the service takes one source address alone",
  config: (place) => httpConf(place, site("proxy_bind 10.77.0.1; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    tcp dport 8081 ip saddr != 10.77.0.1 drop
  }
}`,
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
