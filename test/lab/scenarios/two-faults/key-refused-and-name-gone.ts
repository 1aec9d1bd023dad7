import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "key-refused-and-name-gone",
  headline: "401 on one path, 502 on another",
  config: (place) =>
    httpConf(
      place,
      `server { listen 8080; location /v1/ { proxy_set_header Authorization "Bearer sk-aaaaaaaaaaaaaaaaaaaaaaaa"; proxy_pass http://10.77.0.2:8081; } location /b/ { proxy_pass http://10.77.0.3:8082; } }`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        { status: 401, body: '{"error":{"message":"invalid x-api-key","type":"authentication_error"}}' },
      ],
    },
  ],
  proof: {
    ask: [
      { path: "/v1/", status: 401 },
      { path: "/b/", status: 502 },
    ],
    log: [/refused/],
  },
  expect: { firstCause: "port-refused", alsoRoot: ["llm-auth-failed"], verdict: "down" },
});
