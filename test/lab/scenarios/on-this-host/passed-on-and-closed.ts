import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "passed-on-and-closed",
  headline: "502, closed before a header, and nothing listens on the port here",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.1:8081;")),
  services: () => [{ kind: "tcp", at: "10.77.0.2:8081", onData: "close" }],
  gatewayFirewall: `table ip nat {
  chain output { type nat hook output priority -100; policy accept; ip daddr 10.77.0.1 tcp dport 8081 dnat to 10.77.0.2:8081; }
}`,
  proof: { ask: [{ status: 502 }], log: [/prematurely closed|104: Connection reset/] },
  expect: {
    firstCause: "connection-closed-early",
    alsoAcceptable: ["connection-reset"],
    mustNotRoot: ["service-dies-on-request"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.1:8081", endpoint: "10.77.0.1:8081" }],
  },
});
