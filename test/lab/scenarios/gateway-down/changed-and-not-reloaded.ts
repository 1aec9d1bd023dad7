import { writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "changed-and-not-reloaded",
  headline: "502 although the file is right",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.3:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  running: (place) =>
    writeFileSync(`${place.dir}/nginx.conf`, httpConf(place, site("proxy_pass http://10.77.0.2:8081;"))),
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused.*10\.77\.0\.3:8081/] },
  expect: {
    firstCause: "config-not-reloaded",
    verdict: "degraded",
    alsoVerdict: "down",
  },
});
