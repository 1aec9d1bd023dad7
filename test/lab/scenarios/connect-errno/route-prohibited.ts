import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "route-prohibited",
  headline: "502, permission denied on a TCP peer",
  config: (place) => httpConf(place, site("proxy_pass http://10.99.0.2:8081;")),
  gatewayLinks: "route add prohibit 10.99.0.0/24",
  proof: { ask: [{ status: 502 }], log: [/13: Permission denied/] },
  // A policy of this very host; without reading the routing table the errno fits several names.
  expect: {
    firstCause: "firewall-blocks",
    alsoAcceptable: ["network-policy-blocks", "network-unreachable", "host-unreachable"],
    verdict: "down",
    subjects: [{ upstream: "10.99.0.2:8081", endpoint: "10.99.0.2:8081" }],
  },
});
