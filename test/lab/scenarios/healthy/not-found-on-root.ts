import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "not-found-on-root",
  headline: "all is healthy, and there is no start page",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/api/" } }] }],
  proof: { ask: [{ status: 404 }, { path: "/api/users", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
