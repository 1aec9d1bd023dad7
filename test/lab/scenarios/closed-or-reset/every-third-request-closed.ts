import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "every-third-request-closed",
  headline: "502 on every third request",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { every: 3 }, instead: "close" }, {}] },
  ],
  proof: { ask: [{ status: 200, times: 2 }, { status: 502 }], log: [/prematurely closed/] },
  expect: {
    firstCause: "connection-closed-early",
    alsoAcceptable: ["service-dies-on-request"],
    verdict: "degraded",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
