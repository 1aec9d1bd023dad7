import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { errorLines } from "../../log-lines.ts";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "limit-in-a-packed-log",
  headline: "some requests fail, and nobody sees why",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  before: (place) => {
    writeFileSync(`${place.dir}/error.log.1`, errorLines([600_000], "access forbidden by rule"));
    const lines = errorLines([2_400_000, 2_390_000, 1_500_000], 'limiting connections by zone "perip"');
    writeFileSync(`${place.dir}/error.log.2.gz`, gzipSync(lines));
  },
  proof: { ask: [{ status: 200 }], log: [] },
  expect: { firstCause: "gateway-limits-requests", verdict: "degraded" },
});
