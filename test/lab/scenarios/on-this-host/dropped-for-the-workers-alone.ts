import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

/** www-data, as Debian numbers it. */
const WORKERS = 33;

export default scenario({
  id: "dropped-for-the-workers-alone",
  headline: "504, and every connection by hand opens",
  config: (place) => httpConf(place, site("proxy_connect_timeout 2s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  gatewayFirewall: `table inet lab {
  chain output {
    type filter hook output priority 0;
    meta skuid ${WORKERS} tcp dport 8081 drop
  }
}`,
  proof: {
    ask: [{ to: "10.77.0.2:8081", status: 200 }, { status: 504 }],
    log: [/timed out.*while connecting to upstream/],
  },
  expect: {
    firstCause: "firewall-blocks",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
