import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "icmp-admin-prohibited",
  headline: "502, no route to host",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    tcp dport 8081 reject with icmp admin-prohibited
  }
}`,
  proof: { ask: [{ status: 502 }], log: [/113: No route to host/] },
  // At once, and from a neighbour that answers ARP: a refusal by rule. The errno alone says less.
  expect: {
    firstCause: "firewall-blocks",
    alsoAcceptable: ["host-unreachable"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
