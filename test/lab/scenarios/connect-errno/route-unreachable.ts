import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "route-unreachable",
  headline: "502, no route to host",
  config: (place) => httpConf(place, site("proxy_pass http://10.99.0.2:8081;")),
  gatewayLinks: "route add unreachable 10.99.0.0/24",
  proof: { ask: [{ status: 502 }], log: [/113: No route to host/] },
  expect: {
    firstCause: "host-unreachable",
    alsoAcceptable: ["network-unreachable"],
    verdict: "down",
    subjects: [{ upstream: "10.99.0.2:8081", endpoint: "10.99.0.2:8081" }],
  },
});
