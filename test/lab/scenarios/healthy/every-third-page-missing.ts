import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "every-third-page-missing",
  headline: "404 on some pages",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { every: 3 }, status: 404 }, {}] },
  ],
  proof: { ask: [{ status: 200, times: 2 }, { status: 404 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
