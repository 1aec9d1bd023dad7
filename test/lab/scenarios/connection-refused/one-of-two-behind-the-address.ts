import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "one-of-two-behind-the-address",
  headline: "502 for every second request, connection refused",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.3:8081" }],
  // A balancer of the kernel's, as kube-proxy makes them, one of whose two places is dead.
  serviceFirewall: `table ip lab {
  chain prerouting {
    type nat hook prerouting priority -100;
    ip daddr 10.77.0.2 tcp dport 8081 dnat to numgen inc mod 2 map { 0 : 10.77.0.3, 1 : 10.77.0.4 }
  }
}`,
  proof: { ask: [{ status: [200, 502], times: 4 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "port-refused",
    verdict: "degraded",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
