import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "dropped-by-the-gateway",
  headline: "504 while connecting",
  config: (place) => httpConf(place, site("proxy_connect_timeout 1s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  gatewayFirewall: `table inet lab {
  chain output {
    type filter hook output priority 0;
    tcp dport 8081 drop
  }
}`,
  proof: { ask: [{ status: 504 }], log: [/upstream timed out \(110.*while connecting to upstream/] },
  // The rule is in sight for root; without looking at it there is silence alone.
  expect: {
    firstCause: "firewall-blocks",
    alsoAcceptable: ["connect-timeout"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
