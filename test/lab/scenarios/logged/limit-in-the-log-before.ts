import { errorLines } from "../../log-lines.ts";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "limit-in-the-log-before",
  headline: "some requests fail, and nobody sees why",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  // Rotated ten minutes ago: what stands in the file of today is the quiet since.
  files: () => ({
    "error.log.1": errorLines(
      [1_200_000, 1_190_000, 1_180_000, 900_000],
      'limiting requests, excess: 20.480 by zone "all"',
    ),
  }),
  proof: { ask: [{ status: 200 }], log: [] },
  expect: { firstCause: "gateway-limits-requests", verdict: "degraded" },
});
