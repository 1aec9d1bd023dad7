import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "quota-used-up",
  headline: "429 from the model API",
  config: (place) =>
    httpConf(place, `server { listen 8080; location /v1/ { proxy_pass http://10.77.0.2:8081; } }`),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        {
          status: 429,
          headers: { "Content-Type": "application/json" },
          body: '{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}',
        },
      ],
    },
  ],
  proof: { ask: [{ path: "/v1/models", status: 429 }], log: [] },
  expect: {
    firstCause: "llm-quota-exhausted",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
