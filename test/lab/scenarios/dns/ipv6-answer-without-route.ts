import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "ipv6-answer-without-route",
  headline: "error log fills, half of the first tries fail",
  config: (place) =>
    httpConf(place, site("resolver 10.77.0.2; set $service api.internal; proxy_pass http://$service:8081;")),
  services: () => [
    { kind: "dnsmasq", at: "10.77.0.2", options: ["host-record=api.internal,10.77.0.2,fd99::2"] },
    { kind: "http", at: "10.77.0.2:8081" },
  ],
  proof: {
    ask: [{ status: 200, times: 16 }],
    log: [/\[fd99::2\]:8081 failed \(101: Network is unreachable\)/],
  },
  expect: {
    firstCause: "ipv6-path-broken",
    alsoAcceptable: ["network-unreachable"],
    verdict: "degraded",
  },
});
