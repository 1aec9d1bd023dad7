import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "no-route",
  headline: "502, network is unreachable",
  config: (place) => httpConf(place, site("proxy_pass http://10.99.0.2:8081;")),
  proof: { ask: [{ status: 502 }], log: [/101: Network is unreachable/] },
  expect: {
    firstCause: "network-unreachable",
    verdict: "down",
    subjects: [{ upstream: "10.99.0.2:8081", endpoint: "10.99.0.2:8081" }],
  },
});
