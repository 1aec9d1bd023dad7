import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "limited-after-a-few",
  headline: "429 after a few requests",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        { when: { from: 3 }, status: 429, headers: { "Retry-After": "30", "RateLimit-Remaining": "0" } },
        {},
      ],
    },
  ],
  proof: { ask: [{ status: 200, times: 2 }, { status: 429 }], log: [] },
  expect: {
    firstCause: "rate-limited",
    verdict: "down",
    alsoVerdict: "degraded",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
