import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "split-horizon",
  headline: "every other request times out",
  config: (place) =>
    httpConf(
      place,
      site(
        "proxy_connect_timeout 1s; resolver 10.77.0.2 10.77.0.3 valid=1s ipv6=off; set $service api.internal; proxy_pass http://$service:8081;",
      ),
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "bind", at: "10.77.0.2", zones: { internal: "api IN A 10.77.0.2" } },
    { kind: "unbound", at: "10.77.0.3", config: '  local-data: "api.internal. A 10.77.0.66"' },
  ],
  proof: { ask: [{ status: [200, 502, 504], times: 4, pauseMs: 1200 }], log: [/10\.77\.0\.66:8081/] },
  timing: true,
  expect: {
    firstCause: "dns-answers-differ",
    verdict: "degraded",
    alsoVerdict: "down",
  },
});
