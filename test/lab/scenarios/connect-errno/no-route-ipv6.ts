import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "no-route-ipv6",
  headline: "502, network is unreachable",
  config: (place) => httpConf(place, site("proxy_pass http://[fd99::2]:8081;")),
  proof: { ask: [{ status: 502 }], log: [/101: Network is unreachable/] },
  expect: {
    firstCause: "network-unreachable",
    verdict: "down",
    subjects: [{ upstream: "[fd99::2]:8081", endpoint: "[fd99::2]:8081" }],
  },
});
