import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "missing-on-apache",
  headline: "the health check answers 404",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "apache", at: "10.77.0.2:8081", config: "RedirectMatch 204 ^/$" }],
  uhcArgs: () => ["--health-path", "/health"],
  proof: { ask: [{ status: 204 }, { path: "/health", status: 404 }] },
  expect: {
    firstCause: "health-path-not-found",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
