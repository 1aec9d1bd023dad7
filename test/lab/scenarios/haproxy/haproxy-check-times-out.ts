import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-times-out",
  headline: "503, no server is available",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk GET /health
timeout check 300
server one 10.77.0.2:8081 ${OFTEN}`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/health" }, delayMs: 2_000 }, {}] },
  ],
  timing: true,
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }],
    log: [/Layer7 timeout/],
  },
  expect: {
    firstCause: "timeout-too-short",
    alsoAcceptable: ["service-overloaded", "service-hung"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
