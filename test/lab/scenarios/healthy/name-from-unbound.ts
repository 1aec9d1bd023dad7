import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "name-from-unbound",
  headline: "all is healthy, names by unbound",
  config: (place) =>
    httpConf(
      place,
      site("resolver 10.77.0.2 ipv6=off; set $service api.internal; proxy_pass http://$service:8081;"),
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "unbound", at: "10.77.0.2", config: '  local-data: "api.internal. A 10.77.0.2"' },
  ],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
