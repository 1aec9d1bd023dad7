import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "half-of-the-packets-lost",
  headline: "504 now and then, connection timed out",
  config: (place) => httpConf(place, site("proxy_connect_timeout 1s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    tcp dport 8081 numgen random mod 100 < 50 drop
  }
}`,
  proof: { ask: [{ status: [200, 504], atOnce: 24 }], log: [/110: .*while connecting to upstream/] },
  timing: true,
  expect: {
    firstCause: "network-degraded",
    alsoAcceptable: ["connect-timeout"],
    verdict: "degraded",
    alsoVerdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
