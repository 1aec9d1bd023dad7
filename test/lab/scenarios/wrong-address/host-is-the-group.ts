import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "host-is-the-group",
  headline: "404 on every page",
  config: (place) =>
    httpConf(place, `upstream backend { server api.internal:8081; }\n${site("proxy_pass http://backend;")}`),
  hosts: "10.77.0.2 api.internal",
  services: () => [
    {
      kind: "nginx",
      http: `server { listen 10.77.0.2:8081 default_server; return 404; }
server { listen 10.77.0.2:8081; server_name api.internal; location / { return 200 ok; } }`,
    },
  ],
  proof: { ask: [{ status: 404 }], log: [] },
  expect: {
    firstCause: "host-header-rejected",
    verdict: "down",
    subjects: [{ upstream: "backend", endpoint: "api.internal:8081" }],
  },
});
