import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "service-on-ipv4-only",
  headline: "error log fills, half of the first tries fail",
  config: (place) =>
    httpConf(place, site("resolver 10.77.0.2; set $service api.internal; proxy_pass http://$service:8081;")),
  services: () => [
    { kind: "dnsmasq", at: "10.77.0.2", options: ["host-record=api.internal,10.77.0.2,fd77::2"] },
    { kind: "http", at: "10.77.0.2:8081" },
  ],
  proof: { ask: [{ status: 200, times: 16 }], log: [/111: Connection refused.*\[fd77::2\]:8081/] },
  expect: {
    firstCause: "service-bound-to-other-family",
    alsoAcceptable: ["port-refused", "ipv6-path-broken"],
    verdict: "degraded",
  },
});
