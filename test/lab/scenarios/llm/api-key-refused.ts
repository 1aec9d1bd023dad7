import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "api-key-refused",
  headline: "401 from the model API",
  config: (place) =>
    httpConf(
      place,
      `server { listen 8080; location /v1/ { proxy_set_header Authorization "Bearer sk-proj-aaaaaaaaaaaaaaaaaaaaaaaa"; proxy_pass http://10.77.0.2:8081; } }`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        {
          status: 401,
          headers: { "Content-Type": "application/json" },
          body: '{"error":{"message":"Incorrect API key provided: sk-proj-****abcd. You can find your API key at https://platform.openai.com/account/api-keys.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}',
        },
      ],
    },
  ],
  proof: { ask: [{ path: "/v1/models", status: 401 }], log: [] },
  expect: {
    firstCause: "llm-auth-failed",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
