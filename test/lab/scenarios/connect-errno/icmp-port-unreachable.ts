import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "icmp-port-unreachable",
  headline: "502, connection refused, and the service runs",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    tcp dport 8081 reject
  }
}`,
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  // From the gateway a rule that answers so can't be told from a closed port.
  expect: { firstCause: "port-refused", alsoAcceptable: ["firewall-blocks"], verdict: "down" },
});
