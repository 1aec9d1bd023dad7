import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-answer-too-late",
  headline: "504",
  config: (place) =>
    haproxyConf(
      place,
      `timeout server 500
server one 10.77.0.2:8081`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ delayMs: 3_000 }] }],
  timing: true,
  proof: {
    ask: [{ status: 504 }],
    log: [/sH--/],
  },
  expect: {
    firstCause: "timeout-too-short",
    alsoAcceptable: ["service-overloaded", "service-hung"],
    verdict: "down",
    alsoVerdict: "degraded",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
