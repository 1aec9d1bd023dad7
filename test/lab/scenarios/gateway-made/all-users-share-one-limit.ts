import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "all-users-share-one-limit",
  headline: "503 for all users together, backends idle",
  config: (place) =>
    httpConf(
      place,
      `limit_req_zone $server_port zone=all:1m rate=1r/s;\n${site("limit_req zone=all burst=2 nodelay; proxy_pass http://10.77.0.2:8081;")}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: [200, 503], atOnce: 8 }], log: [/limiting requests, excess/] },
  expect: {
    firstCause: "gateway-limits-requests",
    verdict: "degraded",
  },
});
