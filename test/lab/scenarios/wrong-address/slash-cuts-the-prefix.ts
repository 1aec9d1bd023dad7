import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "slash-cuts-the-prefix",
  headline: "404 on every page of one application",
  config: (place) =>
    httpConf(place, "server { listen 8080; location /api/ { proxy_pass http://10.77.0.2:8081/; } }"),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/api/" } }, { status: 404, body: "no such page\n" }],
    },
  ],
  proof: { ask: [{ path: "/api/", status: 404 }], log: [] },
  expect: {
    firstCause: "path-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
