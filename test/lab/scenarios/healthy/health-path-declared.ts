import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "health-path-declared",
  headline: "all is well by the declared check, whatever else answers 404",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/health" }, status: 204, body: "" }] },
  ],
  uhcArgs: () => ["--health-path", "/health"],
  proof: { ask: [{ status: 404 }, { path: "/health", status: 204 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
