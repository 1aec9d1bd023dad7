import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "connection-limit",
  headline: "503 for some users, backends idle",
  config: (place) =>
    httpConf(
      place,
      `limit_conn_zone $binary_remote_addr zone=each:1m;\n${site("limit_conn each 2; proxy_pass http://10.77.0.2:8081;")}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ delayMs: 400 }] }],
  proof: { ask: [{ status: [200, 503], atOnce: 6 }], log: [/limiting connections by zone/] },
  expect: {
    firstCause: "gateway-limits-requests",
    verdict: "degraded",
  },
});
