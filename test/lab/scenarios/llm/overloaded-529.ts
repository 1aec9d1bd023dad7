import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "overloaded-529",
  headline: "529 from the model API",
  config: (place) =>
    httpConf(place, `server { listen 8080; location /v1/ { proxy_pass http://10.77.0.2:8081; } }`),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        {
          status: 529,
          headers: { "Content-Type": "application/json" },
          body: '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"}',
        },
      ],
    },
  ],
  proof: { ask: [{ path: "/v1/models", status: 529 }], log: [] },
  expect: {
    firstCause: "llm-overloaded",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
