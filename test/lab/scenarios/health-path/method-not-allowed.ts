import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "method-not-allowed",
  headline: "the health check answers 405",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/health", method: "GET" }, status: 405, headers: { Allow: "POST" } }, {}],
    },
  ],
  uhcArgs: () => ["--health-path", "/health"],
  proof: { ask: [{ status: 200 }, { path: "/health", status: 405 }], log: [] },
  expect: {
    firstCause: "health-method-not-allowed",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
