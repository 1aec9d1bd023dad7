import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { errorLines } from "../../log-lines.ts";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "limit-of-last-week-in-a-packed-log",
  headline: "some requests fail, and nobody sees why",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  before: (place) => {
    const agos = [7 * 86_400_000, 7 * 86_400_000 - 5_000];
    const lines = errorLines(agos, 'limiting connections by zone "perip"');
    writeFileSync(`${place.dir}/error.log.1.gz`, gzipSync(lines));
  },
  proof: { ask: [{ status: 200 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
