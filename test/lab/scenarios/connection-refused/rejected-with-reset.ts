import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "rejected-with-reset",
  headline: "502, connection refused",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    tcp dport 8081 reject with tcp reset
  }
}`,
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  // From the gateway a reset by rule and a closed port are one and the same.
  expect: {
    firstCause: "port-refused",
    alsoAcceptable: ["firewall-blocks"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
