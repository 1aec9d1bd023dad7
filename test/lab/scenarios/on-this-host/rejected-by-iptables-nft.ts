import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "rejected-by-iptables-nft",
  headline: "502, connection refused",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  // nft shows neither the ports nor the target of it.
  gatewayCommands: ["iptables-nft -A OUTPUT -p tcp -m multiport --dports 8081,9000 -j REJECT"],
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "firewall-blocks",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
