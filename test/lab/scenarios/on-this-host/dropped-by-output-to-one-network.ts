import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "dropped-by-output-to-one-network",
  headline: "504, and the service runs here",
  config: (place) => httpConf(place, site("proxy_connect_timeout 1s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  gatewayFirewall: `table ip guard {
  set inside { type ipv4_addr; flags interval; elements = { 10.77.0.0/28 } }
  chain output { type filter hook output priority 0; policy accept; ip daddr @inside tcp dport 8000-8999 jump inner; }
  chain inner { ip daddr 10.77.0.3 accept; counter drop; }
}`,
  proof: { ask: [{ status: 504 }], log: [/upstream timed out \(110.*while connecting to upstream/] },
  expect: {
    firstCause: "firewall-blocks",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
  timing: true,
});
