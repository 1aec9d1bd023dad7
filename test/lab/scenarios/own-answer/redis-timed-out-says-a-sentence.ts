import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "redis-timed-out-says-a-sentence",
  headline: "500 with a sentence",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        {
          status: 500,
          body: "Internal error: failed to connect to Redis (10.77.0.8:6379): dial tcp 10.77.0.8:6379: i/o timeout",
        },
      ],
    },
  ],
  proof: { ask: [{ status: 500 }] },
  expect: { firstCause: "dependency-down", verdict: "down" },
});
