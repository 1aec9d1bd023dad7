import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "authorization-service-fails",
  headline: "500 on every page, the application idle",
  config: (place) =>
    httpConf(
      place,
      `server {
    listen 8080;
    location = /auth { internal; proxy_pass http://10.77.0.3:9000; }
    location / { auth_request /auth; proxy_pass http://10.77.0.2:8081; }
  }`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "http", at: "10.77.0.3:9000", answers: [{ status: 503 }] },
  ],
  proof: { ask: [{ status: 500 }], log: [/auth request unexpected status: 503/] },
  expect: {
    firstCause: "external-authorization-unavailable",
    alsoAcceptable: ["application-error"],
    verdict: "down",
  },
});
