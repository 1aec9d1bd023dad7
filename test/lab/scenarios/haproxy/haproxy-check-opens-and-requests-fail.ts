import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-opens-and-requests-fail",
  headline: "500 on every page, and the server is UP",
  config: (place) => haproxyConf(place, `server one 10.77.0.2:8081 ${OFTEN}`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ status: 500 }] }],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 500 }] },
  expect: {
    firstCause: "application-error",
    alsoContributing: ["health-check-proves-nothing"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
