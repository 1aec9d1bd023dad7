import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "too-many-requests",
  headline: "429 on every page",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ status: 429, headers: { "Retry-After": "60" }, body: "slow down\n" }],
    },
  ],
  proof: { ask: [{ status: 429 }], log: [] },
  expect: {
    firstCause: "rate-limited",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
