import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "unavailable-on-root-alone",
  headline: "all is healthy, nothing is served at / alone",
  config: (place) => httpConf(place, site(`proxy_pass http://10.77.0.2:8081;`)),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/api/" } }, { status: 503, body: "nothing here" }],
    },
  ],
  proof: { ask: [{ path: "/api/orders", status: 200, times: 3 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
  quiet: "an access log without peers tells whose answer it was only where there is one endpoint",
});
