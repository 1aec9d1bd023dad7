import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "keepalive",
  headline: "all is well",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; keepalive 8; keepalive_timeout 3s; }\n${site('proxy_http_version 1.1; proxy_set_header Connection ""; proxy_pass http://app;')}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", keepAliveMs: 10_000 }],
  proof: { ask: [{ status: 200, times: 4 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
