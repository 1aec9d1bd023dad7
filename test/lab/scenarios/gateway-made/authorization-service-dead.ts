import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "authorization-service-dead",
  headline: "500 on every page, backend idle",
  config: (place) =>
    httpConf(
      place,
      `server {
    listen 8080;
    location / { auth_request /auth; proxy_pass http://10.77.0.2:8081; }
    location = /auth { internal; proxy_pass http://10.77.0.2:8082; }
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 500 }], log: [/111: Connection refused/, /auth request unexpected status: 502/] },
  expect: {
    firstCause: "external-authorization-unavailable",
    alsoAcceptable: ["port-refused"],
    verdict: "down",
  },
});
