import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "router-cools-down",
  headline: "429 from the model router",
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
          body: '{"error":{"message":"No deployments available for selected model, Try again in 5 seconds. Passed model=gpt-4o. pre-call-checks=False, cooldown_list=[...]","type":"None","param":"None","code":"429"}}',
        },
      ],
    },
  ],
  proof: { ask: [{ path: "/v1/models", status: 429 }], log: [] },
  expect: {
    firstCause: "llm-router-cooldown",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
