import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "search-list-only",
  headline: "502, could not be resolved, and `getent hosts api` works",
  config: (place) =>
    httpConf(place, site("resolver 10.77.0.2 ipv6=off; set $service api; proxy_pass http://$service:8081;")),
  resolvConf: "nameserver 10.77.0.2\nsearch internal",
  services: () => [
    { kind: "dnsmasq", at: "10.77.0.2", options: ["local=/api/", "host-record=api.internal,10.77.0.2"] },
    { kind: "http", at: "10.77.0.2:8081" },
  ],
  proof: { ask: [{ status: 502 }], log: [/api could not be resolved \(3: Host not found\)/] },
  expect: { firstCause: "dns-name-not-found", verdict: "down" },
});
