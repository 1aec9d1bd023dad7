import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "every-answer-is-another",
  headline: "anything at all",
  config: (place) => httpConf(place, site(`proxy_pass http://10.77.0.2:8081;`)),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        { when: { every: 3 }, status: 503, body: "x" },
        { when: { every: 4 }, instead: "close" },
        { when: { every: 5 }, status: 404 },
        {},
      ],
    },
  ],
  proof: { ask: [{ status: [200, 502, 503, 404], times: 4 }], log: [] },
  expect: {
    firstCause: "application-error",
    alsoAcceptable: ["connection-closed-early"],
    verdict: "degraded",
    alsoVerdict: "down",
    confidenceBelow: 0.96,
  },
});
