import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "redirects",
  headline: "the health check answers with a redirect",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/health" }, status: 302, headers: { Location: "/login" } }, {}],
    },
  ],
  uhcArgs: () => ["--health-path", "/health", "--expect-status", "200"],
  proof: { ask: [{ status: 200 }, { path: "/health", status: 302 }], log: [] },
  expect: {
    firstCause: "health-redirects",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
