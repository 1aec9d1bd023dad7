import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "unauthorized-on-root",
  headline: "all is healthy, behind a login",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ status: 401, headers: { "WWW-Authenticate": 'Basic realm="staff"' } }],
    },
  ],
  proof: { ask: [{ status: 401 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
