import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "this-source-dropped",
  headline: "504, connection timed out, from one source address",
  config: (place) =>
    httpConf(
      place,
      site("proxy_bind 10.77.0.10; proxy_connect_timeout 1s; proxy_pass http://10.77.0.2:8081;"),
    ),
  gatewayLinks: "address add 10.77.0.10/24 dev wire0",
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    ip saddr 10.77.0.10 tcp dport 8081 drop
  }
}`,
  proof: { ask: [{ status: 504 }], log: [/110: .*while connecting to upstream/] },
  expect: {
    firstCause: "connect-timeout",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
