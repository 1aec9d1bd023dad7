import { chmodSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "all-well-log-closed",
  headline: "all is healthy, and the log may not be read",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  running: (place) => chmodSync(`${place.dir}/error.log`, 0o600),
  proof: { ask: [{ status: 200 }] },
  asNobody: true,
  expect: { firstCause: null, verdict: "healthy" },
});
