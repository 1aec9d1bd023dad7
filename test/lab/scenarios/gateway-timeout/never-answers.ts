import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "never-answers",
  headline: "504 while reading the answer",
  config: (place) => httpConf(place, site("proxy_read_timeout 1s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ instead: "hang" }] }],
  proof: { ask: [{ status: 504 }], log: [/upstream timed out.*while reading response header from upstream/] },
  expect: {
    firstCause: "service-hung",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
