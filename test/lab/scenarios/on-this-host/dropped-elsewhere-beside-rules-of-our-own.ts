import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "dropped-elsewhere-beside-rules-of-our-own",
  headline: "504, and the service runs here",
  config: (place) => httpConf(place, site("proxy_connect_timeout 1s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  gatewayFirewall: `table inet filter {
  chain input { type filter hook input priority 0; policy accept; tcp dport 9999 drop; }
  chain output { type filter hook output priority 0; policy accept; ip daddr 10.77.0.2 tcp dport 9999 drop; ip daddr 10.99.0.0/16 drop; }
}`,
  serviceFirewall:
    "table inet filter { chain input { type filter hook input priority 0; tcp dport 8081 drop; }; }",
  proof: { ask: [{ status: 504 }], log: [/upstream timed out \(110.*while connecting to upstream/] },
  expect: {
    firstCause: "connect-timeout",
    mustNotRoot: ["firewall-blocks"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
  timing: true,
});
