import { httpConf, site, toStderr } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "limit-in-the-journal",
  headline: "some requests fail, and there is no log file",
  config: (place) =>
    toStderr(
      httpConf(
        place,
        `limit_req_zone $server_port zone=all:1m rate=1r/s;\n${site("limit_req zone=all burst=2 nodelay; proxy_pass http://10.77.0.2:8081;")}`,
      ),
    ),
  journal: () => [],
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: [200, 503], atOnce: 8 }], log: [/limiting requests, excess/] },
  expect: { firstCause: "gateway-limits-requests", verdict: "degraded" },
  quiet: "the noise is in a log file",
});
