import { chmodSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "refused-log-closed",
  headline: "502, connection refused, and the log may not be read",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  running: (place) => chmodSync(`${place.dir}/error.log`, 0o600),
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  asNobody: true,
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
