import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "model-path-of-a-model-that-is-gone",
  headline: "404 from the model API",
  config: (place) =>
    httpConf(
      place,
      `server { listen 8080; location = /v1/models/llama-3-70b { proxy_pass http://10.77.0.2:8081; } }`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        {
          status: 404,
          headers: { "Content-Type": "application/json" },
          body: '{"error":{"message":"The model `llama-3-70b` does not exist.","type":"NotFoundError","param":null,"code":404}}',
        },
      ],
    },
  ],
  uhcArgs: () => ["--health-path", "/v1/models/llama-3-70b"],
  proof: { ask: [{ path: "/v1/models/llama-3-70b", status: 404 }], log: [] },
  expect: {
    firstCause: "llm-model-not-found",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
