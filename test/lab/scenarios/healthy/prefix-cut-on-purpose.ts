import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "prefix-cut-on-purpose",
  headline: "all is well with a rewritten path",
  config: (place) =>
    httpConf(place, "server { listen 8080; location /api/ { proxy_pass http://10.77.0.2:8081/v1/; } }"),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/v1/" } }] }],
  proof: { ask: [{ path: "/api/users", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
