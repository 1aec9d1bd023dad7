import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-second-connection-of-check-refused",
  headline: "503, no server is available, and the app answers",
  config: (place) =>
    haproxyConf(
      place,
      `option tcp-check
tcp-check connect port 8081
tcp-check connect port 8082
server one 10.77.0.2:8081 ${OFTEN}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }], log: [/step 2 of tcp-check/] },
  expect: {
    firstCause: "port-refused",
    alsoAcceptable: ["health-check-wrong-port"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
