import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "every-third-request-fails",
  headline: "500 on every third page",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { every: 3 }, status: 500 }, {}] },
  ],
  proof: { ask: [{ status: 200, times: 2 }, { status: 500 }], log: [] },
  expect: {
    firstCause: "application-error",
    verdict: "degraded",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
