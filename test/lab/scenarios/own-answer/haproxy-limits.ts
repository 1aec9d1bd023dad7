import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "haproxy-limits",
  headline: "429 on every page after a burst",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "haproxy",
      at: "10.77.0.2:8081",
      config: `frontend app
  bind 10.77.0.2:8081
  stick-table type ip size 1k expire 60s store http_req_rate(60s)
  http-request track-sc0 src
  http-request deny deny_status 429 if { sc_http_req_rate(0) gt 2 }
  http-request return status 200 content-type text/plain string ok`,
    },
  ],
  proof: { ask: [{ status: 200, times: 2 }, { status: 429 }], log: [] },
  expect: {
    firstCause: "rate-limited",
    verdict: "down",
    alsoVerdict: "degraded",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
