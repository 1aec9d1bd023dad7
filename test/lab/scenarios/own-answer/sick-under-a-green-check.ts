import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "sick-under-a-green-check",
  headline: "500 on every page, and the check is green",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/health" }, body: "ok" }, { status: 500 }],
    },
  ],
  proof: { ask: [{ path: "/health", status: 200 }, { status: 500 }], log: [] },
  expect: {
    firstCause: "application-error",
    alsoAcceptable: ["health-check-proves-nothing"],
    verdict: "down",
    alsoVerdict: "degraded",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
