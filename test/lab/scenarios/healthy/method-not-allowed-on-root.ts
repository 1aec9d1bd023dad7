import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "method-not-allowed-on-root",
  headline: "all is healthy, and the service takes POST alone",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { method: "POST" } }, { status: 405 }] },
  ],
  proof: { ask: [{ status: 405 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
