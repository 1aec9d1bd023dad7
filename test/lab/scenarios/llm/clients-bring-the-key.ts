import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "clients-bring-the-key",
  headline: "all is healthy, callers bring a key of their own",
  config: (place) =>
    httpConf(place, `server { listen 8080; location /v1/ { proxy_pass http://10.77.0.2:8081; } }`),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        {
          status: 401,
          headers: { "Content-Type": "application/json" },
          body: '{"error":{"message":"You did not provide an API key.","type":"invalid_request_error","param":null,"code":null}}',
        },
      ],
    },
  ],
  proof: { ask: [{ path: "/v1/models", status: 401 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
