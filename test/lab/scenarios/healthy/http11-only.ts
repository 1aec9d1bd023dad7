import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "http11-only",
  headline: "all is well with HTTP/1.1",
  config: (place) => httpConf(place, site("proxy_http_version 1.1; proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { version: "1.0" }, status: 426 }, {}] },
  ],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
