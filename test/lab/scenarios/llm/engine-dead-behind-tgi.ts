import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "engine-dead-behind-tgi",
  headline: "503 from the model server",
  config: (place) =>
    httpConf(place, `server { listen 8080; location / { proxy_pass http://10.77.0.2:8081; } }`),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        {
          status: 503,
          headers: { "Content-Type": "application/json" },
          body: '{"error":"unhealthy","error_type":"healthcheck"}',
        },
      ],
    },
  ],
  proof: { ask: [{ path: "/health", status: 503 }], log: [] },
  expect: {
    firstCause: "llm-engine-dead",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
