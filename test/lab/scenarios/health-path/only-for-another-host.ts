import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "only-for-another-host",
  headline: "the health check answers 404, and for the right name 200",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        { when: { path: "/health", host: "api.internal" } },
        { when: { path: "/health" }, status: 404 },
        {},
      ],
    },
  ],
  uhcArgs: () => ["--health-path", "/health"],
  proof: { ask: [{ status: 200 }, { path: "/health", status: 404 }] },
  expect: {
    firstCause: "health-path-not-found",
    alsoAcceptable: ["host-header-rejected"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
