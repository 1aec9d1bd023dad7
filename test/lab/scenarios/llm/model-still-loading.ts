import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "model-still-loading",
  headline: "503 from the model server",
  config: (place) =>
    httpConf(place, `server { listen 8080; location /v1/ { proxy_pass http://10.77.0.2:8081; } }`),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        {
          status: 503,
          headers: { "Content-Type": "application/json" },
          body: '{"error":{"message":"Loading model","type":"unavailable_error","code":503}}',
        },
      ],
    },
  ],
  proof: { ask: [{ path: "/v1/models", status: 503 }], log: [] },
  expect: {
    firstCause: "llm-model-loading",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
