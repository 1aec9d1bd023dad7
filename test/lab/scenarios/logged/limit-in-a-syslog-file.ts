import { errorLines } from "../../log-lines.ts";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "limit-in-a-syslog-file",
  headline: "some requests fail, and nobody sees why",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  files: () => ({
    syslog: errorLines([900_000, 890_000], 'limiting requests, excess: 20.480 by zone "all"')
      .split("\n")
      .filter(Boolean)
      .map(
        (line) => `Nov  8 03:00:00 gw-1 nginx: ${line}\nNov  8 03:00:00 gw-1 CRON[4711]: (root) CMD (true)\n`,
      )
      .join(""),
  }),
  uhcArgs: (place) => ["--log", `${place.dir}/syslog`],
  proof: { ask: [{ status: 200 }], log: [] },
  expect: { firstCause: "gateway-limits-requests", verdict: "degraded" },
});
