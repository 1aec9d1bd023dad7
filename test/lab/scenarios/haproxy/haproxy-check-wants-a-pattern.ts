import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-wants-a-pattern",
  headline: "503, no server is available",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk GET /health
http-check expect rstring ^(ok|ready)$
server one 10.77.0.2:8081 ${OFTEN}`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/health" }, body: "starting" }, {}] },
  ],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }],
    log: [/Layer7 invalid response/],
  },
  expect: {
    firstCause: "health-body-mismatch",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
