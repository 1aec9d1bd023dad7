import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-rule-refuses-most",
  headline: "429 on every third click",
  config: (place) =>
    haproxyConf(place, "server one 10.77.0.2:8081 check").replace(
      "default_backend api",
      `stick-table type ip size 10k expire 60s store http_req_rate(60s)
    http-request track-sc0 src
    http-request deny deny_status 429 if { sc_http_req_rate(0) gt 2 }
    default_backend api`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [
      { status: 200, times: 2 },
      { status: 429, times: 6 },
    ],
    log: [/PR--/],
  },
  expect: { firstCause: "gateway-limits-requests", verdict: "degraded", mustNotRoot: ["rate-limited"] },
});
