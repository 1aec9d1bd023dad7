import { chmodSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "timed-out-log-closed",
  headline: "504, connection timed out, and the log may not be read",
  config: (place) => httpConf(place, site("proxy_connect_timeout 1s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    tcp dport 8081 drop
  }
}`,
  running: (place) => chmodSync(`${place.dir}/error.log`, 0o600),
  proof: { ask: [{ status: 504 }], log: [/110: .*while connecting to upstream/] },
  asNobody: true,
  expect: {
    firstCause: "connect-timeout",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
    notChecked: /log/,
  },
});
