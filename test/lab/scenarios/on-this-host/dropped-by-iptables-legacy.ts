import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "dropped-by-iptables-legacy",
  headline: "504 while connecting",
  config: (place) => httpConf(place, site("proxy_connect_timeout 1s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  gatewayCommands: [
    "iptables-legacy -N guard",
    "iptables-legacy -A OUTPUT -o lo -j ACCEPT",
    "iptables-legacy -A OUTPUT -p tcp -m conntrack --ctstate NEW -j guard",
    "iptables-legacy -A guard -d 10.77.0.0/24 -p tcp -m multiport --dports 80,8081:8089 -j DROP",
  ],
  proof: { ask: [{ status: 504 }], log: [/upstream timed out \(110.*while connecting to upstream/] },
  expect: {
    firstCause: "firewall-blocks",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
  timing: true,
});
