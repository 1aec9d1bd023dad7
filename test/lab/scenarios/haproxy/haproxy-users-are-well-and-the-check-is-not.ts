import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-users-are-well-and-the-check-is-not",
  headline: "503, and the service answers whoever asks it",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk HEAD /
      http-check expect status 200
      server one 10.77.0.2:8081 ${OFTEN}
      server two 10.77.0.3:8081 ${OFTEN}`,
    ),
  services: () => [
    {
      kind: "http",
      at: ["10.77.0.2:8081", "10.77.0.3:8081"],
      answers: [{ when: { method: "HEAD" }, status: 405 }, {}],
    },
  ],
  proof: {
    ask: [
      { pauseMs: AFTER_CHECKS_MS, status: 503 },
      { to: "10.77.0.2:8081", status: 200 },
    ],
    log: [/Layer7 wrong status, code: 405/],
  },
  expect: {
    firstCause: "health-method-not-allowed",
    verdict: "down",
    subjects: [
      { upstream: "api", endpoint: "10.77.0.2:8081" },
      { upstream: "api", endpoint: "10.77.0.3:8081" },
    ],
  },
});
