import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "gone",
  headline: "the health check answers 410",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/health" }, status: 410 }, {}] },
  ],
  uhcArgs: () => ["--health-path", "/health"],
  proof: { ask: [{ status: 200 }, { path: "/health", status: 410 }] },
  expect: {
    firstCause: "health-path-not-found",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
