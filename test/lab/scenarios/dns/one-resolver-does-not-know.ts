import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "one-resolver-does-not-know",
  headline: "every other request fails",
  config: (place) =>
    httpConf(
      place,
      site(
        "resolver 10.77.0.2 10.77.0.3 ipv6=off; set $service api.internal; proxy_pass http://$service:8081;",
      ),
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "dnsmasq", at: "10.77.0.2", options: ["host-record=api.internal,10.77.0.2"] },
    { kind: "dnsmasq", at: "10.77.0.3", options: ["local=/internal/"] },
  ],
  proof: {
    ask: [{ status: [200, 502], times: 3, pauseMs: 1100 }],
    log: [/api\.internal could not be resolved/],
  },
  expect: {
    firstCause: "dns-answers-differ",
    alsoAcceptable: ["dns-name-not-found"],
    verdict: "degraded",
    alsoVerdict: "down",
  },
});
