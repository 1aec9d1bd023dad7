import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "dead-host",
  headline: "502, no route to host, after three seconds",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.66:8081;")),
  proof: { ask: [{ status: 502 }], log: [/113: No route to host/] },
  expect: {
    firstCause: "host-unreachable",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.66:8081", endpoint: "10.77.0.66:8081" }],
  },
});
