import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-is-green-and-requests-fail",
  headline: "500 on every page, and the server is UP",
  config: (place) => haproxyConf(place, `option httpchk GET /ping\nserver one 10.77.0.2:8081 ${OFTEN}`),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/ping" }, body: "pong" }, { status: 500 }],
    },
  ],
  uhcArgs: (place) => ["--log", `${place.dir}/error.log`],
  proof: {
    ask: [
      { pauseMs: AFTER_CHECKS_MS, status: 500 },
      { status: 500, times: 15 },
    ],
  },
  expect: {
    firstCause: "application-error",
    alsoContributing: ["health-check-proves-nothing"],
    // The check that decides over traffic passes.
    verdict: "degraded",
    alsoVerdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
