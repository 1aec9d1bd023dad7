import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "icmp-host-unreachable",
  headline: "502, no route to host",
  config: (place) => httpConf(place, site("proxy_pass http://10.78.0.2:8081;")),
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    ip daddr 10.78.0.2 reject with icmp host-unreachable
  }
}`,
  proof: { ask: [{ status: 502 }], log: [/113: No route to host/] },
  expect: {
    firstCause: "host-unreachable",
    alsoAcceptable: ["firewall-blocks"],
    verdict: "down",
    subjects: [{ upstream: "10.78.0.2:8081", endpoint: "10.78.0.2:8081" }],
  },
});
