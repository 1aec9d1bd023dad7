import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "real-redis-on-the-port",
  headline: "502, or garbage",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:6379;")),
  services: () => [{ kind: "redis", at: "10.77.0.2:6379" }],
  proof: {
    ask: [{ status: [0, -2, 502] }],
    log: [/prematurely closed|no valid HTTP\/1\.0 header|104: Connection reset/],
  },
  expect: {
    firstCause: "wrong-service",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:6379", endpoint: "10.77.0.2:6379" }],
  },
});
