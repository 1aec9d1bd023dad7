import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "answers-lost-on-the-way-back",
  headline: "504, connection timed out",
  config: (place) => httpConf(place, site("proxy_connect_timeout 1s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  serviceFirewall: `table inet lab {
  chain output {
    type filter hook output priority 0;
    tcp sport 8081 drop
  }
}`,
  proof: { ask: [{ status: 504 }], log: [/110: .*while connecting to upstream/] },
  expect: {
    firstCause: "connect-timeout",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
