import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "dependency-followed",
  headline: "503 from the service itself",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        {
          status: 503,
          headers: { "Content-Type": "application/json" },
          body: '{"status":"DOWN","components":{"db":{"status":"DOWN","details":{"error":"Connection to 10.77.0.3:5432 refused"}}}}',
        },
      ],
    },
  ],
  uhcArgs: () => ["--follow-dependencies"],
  proof: { ask: [{ status: 503 }] },
  expect: {
    firstCause: "dependency-down",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
