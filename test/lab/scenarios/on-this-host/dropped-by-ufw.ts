import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "dropped-by-ufw",
  headline: "504 while connecting",
  config: (place) => httpConf(place, site("proxy_connect_timeout 1s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  // As `ufw default deny outgoing` leaves it, in short.
  gatewayCommands: [
    "iptables-nft -N ufw-before-output",
    "iptables-nft -N ufw-user-output",
    "iptables-nft -A OUTPUT -j ufw-before-output",
    "iptables-nft -A ufw-before-output -o lo -j ACCEPT",
    "iptables-nft -A ufw-before-output -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
    "iptables-nft -A ufw-before-output -j ufw-user-output",
    "iptables-nft -A ufw-user-output -p tcp -m tcp --dport 443 -j ACCEPT",
    "iptables-nft -P OUTPUT DROP",
  ],
  proof: { ask: [{ status: 504 }], log: [/upstream timed out \(110.*while connecting to upstream/] },
  expect: {
    firstCause: "firewall-blocks",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
  timing: true,
});
