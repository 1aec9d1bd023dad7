import { errorLines } from "../../log-lines.ts";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "limit-in-an-export-of-the-journal",
  headline: "some requests fail, and nobody sees why",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  files: () => ({
    "journal.json": errorLines([900_000, 890_000], 'limiting requests, excess: 20.480 by zone "all"')
      .split("\n")
      .filter(Boolean)
      .map(
        (line) =>
          `${JSON.stringify({ _SYSTEMD_UNIT: "nginx.service", MESSAGE: line, __REALTIME_TIMESTAMP: String((Date.now() - 900_000) * 1_000) })}\n`,
      )
      .join(""),
  }),
  uhcArgs: (place) => ["--log", `${place.dir}/journal.json`],
  proof: { ask: [{ status: 200 }], log: [] },
  expect: { firstCause: "gateway-limits-requests", verdict: "degraded" },
});
