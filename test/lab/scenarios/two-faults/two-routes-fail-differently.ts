import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "two-routes-fail-differently",
  headline: "504 on one page, 500 on another, the rest of the same application is fine",
  config: (place) =>
    httpConf(
      place,
      `server {
    listen 8080;
    location / { proxy_pass http://10.77.0.2:8081; }
    location /report/ { proxy_read_timeout 1s; proxy_pass http://10.77.0.2:8081; }
    location /cart/ { proxy_pass http://10.77.0.2:8081; }
  }`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        { when: { path: "/report/" }, delayMs: 2_000 },
        { when: { path: "/cart/" }, status: 500 },
        {},
      ],
    },
  ],
  proof: {
    ask: [{ status: 200 }, { path: "/report/", status: 504 }, { path: "/cart/", status: 500 }],
    log: [/upstream timed out .* while reading response header/],
  },
  expect: {
    firstCause: "timeout-too-short",
    // One route each: which of the two stands first is open.
    alsoAcceptable: ["application-error"],
    alsoRoot: ["timeout-too-short", "application-error"],
    mustNotRoot: ["service-hung"],
    verdict: "degraded",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
