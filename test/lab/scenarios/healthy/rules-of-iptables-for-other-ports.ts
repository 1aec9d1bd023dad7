import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "rules-of-iptables-for-other-ports",
  headline: "nothing, all is well",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  gatewayCommands: [
    "iptables-legacy -A OUTPUT -d 10.77.0.0/24 -p tcp -m tcp --dport 8082 -j DROP",
    "iptables-legacy -A OUTPUT -d 10.78.0.0/24 -j REJECT",
    "iptables-nft -A OUTPUT -p tcp -m multiport --dports 25,8083:8090 -j DROP",
  ],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
