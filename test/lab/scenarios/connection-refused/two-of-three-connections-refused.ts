import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "two-of-three-connections-refused",
  headline: "502 now and then, connection refused",
  serviceFirewall:
    "table inet f {\n chain i {\n type filter hook input priority 0;\n tcp dport 8081 ct state new numgen inc mod 3 != 0 reject with tcp reset\n }\n}\n",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: [200, 502], times: 6 }], log: [/refused/] },
  expect: {
    firstCause: "port-refused",
    alsoAcceptable: ["network-degraded", "service-overloaded", "firewall-blocks", "service-crash-loop"],
    verdict: "degraded",
  },
});
