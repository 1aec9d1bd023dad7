import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-wants-a-header",
  headline: "503, no server is available",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk GET /health
http-check expect hdr name X-Role value primary
server one 10.77.0.2:8081 ${OFTEN}
server two 10.77.0.3:8081 ${OFTEN}`,
    ),
  services: () => [
    {
      kind: "http",
      at: ["10.77.0.2:8081", "10.77.0.3:8081"],
      answers: [{ headers: { "X-Role": "replica" }, body: "ok" }],
    },
  ],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }],
    log: [/Server api\/two is DOWN/],
  },
  expect: {
    firstCause: "health-body-mismatch",
    verdict: "down",
    subjects: [
      { upstream: "api", endpoint: "10.77.0.2:8081" },
      { upstream: "api", endpoint: "10.77.0.3:8081" },
    ],
  },
});
