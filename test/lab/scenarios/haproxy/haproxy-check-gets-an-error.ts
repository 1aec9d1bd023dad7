import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-gets-an-error",
  headline: "503, no server is available",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk GET /health
server one 10.77.0.2:8081 ${OFTEN}`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/health" }, status: 500 }, {}] },
  ],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }],
    log: [/Layer7 wrong status, code: 500/],
  },
  expect: {
    firstCause: "health-status-unexpected",
    alsoAcceptable: ["application-error", "dependency-down"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
