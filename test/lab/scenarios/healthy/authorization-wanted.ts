import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "authorization-wanted",
  headline: "all is healthy, who is not logged in is sent away",
  config: (place) =>
    httpConf(
      place,
      `server { listen 8080; location / { auth_request /auth; proxy_pass http://10.77.0.2:8081; } location = /auth { internal; proxy_pass http://10.77.0.3:8082/check; } }`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "http", at: "10.77.0.3:8082", answers: [{ when: { path: "/check" }, status: 401, body: "" }] },
  ],
  proof: { ask: [{ status: 401 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
