import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "well-behind-a-port-that-is-passed-on",
  headline: "nothing is wrong, and nothing listens on the port here",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.1:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  gatewayFirewall: `table ip nat {
  chain output { type nat hook output priority -100; policy accept; ip daddr 10.77.0.1 tcp dport 8081 dnat to 10.77.0.2:8081; }
}`,
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
