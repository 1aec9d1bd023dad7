import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "never-lets-go",
  headline: "504, the service accepts everything and says nothing",
  config: (place) => httpConf(place, site("proxy_read_timeout 1s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "tcp", at: "10.77.0.2:8081", onData: "silence" }],
  proof: { ask: [{ status: 504 }], log: [/timed out.*while reading response header/] },
  expect: {
    firstCause: "service-hung",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
