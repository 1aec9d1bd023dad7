import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "dropped-by-the-policy-of-input",
  headline: "504, and the service runs here",
  config: (place) => httpConf(place, site("proxy_connect_timeout 1s; proxy_pass http://10.77.0.1:8081;")),
  services: () => [{ kind: "http", onGateway: true, at: "10.77.0.1:8081" }],
  gatewayFirewall: `table inet filter {
  chain input { type filter hook input priority 0; policy drop; ct state established,related accept; tcp dport { 22, 8080 } accept; }
}`,
  proof: { ask: [{ status: 504 }], log: [/upstream timed out \(110.*while connecting to upstream/] },
  expect: {
    firstCause: "firewall-blocks",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.1:8081", endpoint: "10.77.0.1:8081" }],
  },
  timing: true,
});
