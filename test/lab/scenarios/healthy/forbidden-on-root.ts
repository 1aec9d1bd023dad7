import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "forbidden-on-root",
  headline: "all is healthy, and the start page is closed",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/app/" } }, { status: 403 }] },
  ],
  proof: { ask: [{ status: 403 }, { path: "/app/", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
