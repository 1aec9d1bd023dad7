import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "refused-beside-rules-of-iptables",
  headline: "502, connection refused",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  gatewayCommands: [
    "iptables-legacy -A OUTPUT -d 10.77.0.2 -p tcp -m tcp --dport 8082 -j REJECT --reject-with tcp-reset",
    "iptables-legacy -A OUTPUT -d 10.77.0.2 -p udp -m udp --dport 8081 -j REJECT",
    "iptables-nft -A INPUT -p tcp -m multiport --dports 8081 -j REJECT",
  ],
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "port-refused",
    mustNotRoot: ["firewall-blocks"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
