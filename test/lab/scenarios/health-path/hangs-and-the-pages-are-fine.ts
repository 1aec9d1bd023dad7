import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "hangs-and-the-pages-are-fine",
  headline: "the health check times out",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/health" }, instead: "hang" }, {}] },
  ],
  uhcArgs: () => ["--health-path", "/health"],
  proof: { ask: [{ status: 200 }] },
  expect: {
    firstCause: "service-hung",
    alsoAcceptable: ["timeout-too-short"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
