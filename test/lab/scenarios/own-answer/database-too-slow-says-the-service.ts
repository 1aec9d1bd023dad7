import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "database-too-slow-says-the-service",
  headline: "503 on every page",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        {
          status: 503,
          headers: { "Content-Type": "application/json" },
          body: '{"status":"DOWN","components":{"db":{"status":"DOWN","details":{"error":"pool timed out"}},"redis":{"status":"UP"}}}',
        },
      ],
    },
  ],
  proof: { ask: [{ status: 503, body: /"db":\{"status":"DOWN"/ }], log: [] },
  expect: {
    firstCause: "dependency-down",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
