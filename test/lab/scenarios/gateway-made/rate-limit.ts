import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "rate-limit",
  headline: "503 for some users, backends idle",
  config: (place) =>
    httpConf(
      place,
      `limit_req_zone $binary_remote_addr zone=all:1m rate=1r/m;\n${site("limit_req zone=all; proxy_pass http://10.77.0.2:8081;")}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 200 }, { status: 503, times: 3 }], log: [/limiting requests, excess/] },
  expect: { firstCause: "gateway-limits-requests", verdict: "degraded" },
});
