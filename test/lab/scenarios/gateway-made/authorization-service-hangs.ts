import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "authorization-service-hangs",
  headline: "504 on every page, the application idle",
  config: (place) =>
    httpConf(
      place,
      `server {
    listen 8080;
    location = /auth { internal; proxy_read_timeout 1s; proxy_pass http://10.77.0.3:9000; }
    location / { auth_request /auth; proxy_pass http://10.77.0.2:8081; }
  }`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "http", at: "10.77.0.3:9000", answers: [{ instead: "hang" }] },
  ],
  proof: { ask: [{ status: 500 }], log: [/timed out.*while reading response header.*10\.77\.0\.3:9000/] },
  expect: {
    firstCause: "external-authorization-unavailable",
    alsoAcceptable: ["service-hung"],
    verdict: "down",
  },
});
