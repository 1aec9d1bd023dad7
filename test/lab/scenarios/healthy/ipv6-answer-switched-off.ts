import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "ipv6-answer-switched-off",
  headline: "all is healthy: the broken family is not asked for",
  config: (place) =>
    httpConf(
      place,
      site("resolver 10.77.0.2 ipv6=off; set $service api.internal; proxy_pass http://$service:8081;"),
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "dnsmasq", at: "10.77.0.2", options: ["host-record=api.internal,10.77.0.2,fd99::2"] },
  ],
  proof: { ask: [{ status: 200, times: 2 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
