import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "name-from-the-search-list",
  headline: "all is well",
  config: (place) => httpConf(place, site("proxy_pass http://api:8081;")),
  resolvConf: "nameserver 10.77.0.2\nsearch internal",
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "dnsmasq", at: "10.77.0.2", options: ["host-record=api.internal,10.77.0.2"] },
  ],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
