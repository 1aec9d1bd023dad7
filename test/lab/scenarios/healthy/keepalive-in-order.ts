import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "keepalive-in-order",
  headline: "all is healthy, connections are kept and closed in order",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; keepalive 8; keepalive_timeout 2s; }
${site('proxy_http_version 1.1; proxy_set_header Connection ""; proxy_pass http://app;')}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", keepAliveMs: 5000 }],
  proof: { ask: [{ status: 200, times: 4 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
