import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "probe-blocked-and-the-gateway-not",
  quiet: "the built-in access log names no endpoint: its answers tell something only while there is one",
  headline: "all is healthy, and uhc's own user may not connect",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  gatewayFirewall: `table inet lab {
  chain output {
    type filter hook output priority 0;
    ip daddr 10.77.0.2 meta skuid != 33 drop
  }
}`,
  proof: { ask: [{ status: 200, times: 5 }], log: [] },
  // www-data, the gateway's user, passes: its access log shows answers. uhc's own silence accuses nobody.
  expect: {
    firstCause: null,
    verdict: "unknown",
    alsoVerdict: "healthy",
    mustNotRoot: ["connect-timeout", "firewall-blocks"],
  },
});
