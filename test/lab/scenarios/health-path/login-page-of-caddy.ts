import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "login-page-of-caddy",
  headline: "the health check answers 401",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "caddy",
      at: "10.77.0.2:8081",
      caddyfile: "http://:8081 {\n bind 10.77.0.2\n respond /health 401\n respond ok\n}",
    },
  ],
  uhcArgs: () => ["--health-path", "/health"],
  proof: { ask: [{ status: 200 }, { path: "/health", status: 401 }] },
  expect: {
    firstCause: "health-auth-required",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
