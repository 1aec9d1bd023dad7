import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-port-closed",
  headline: "503, no server is available",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk GET /health
server one 10.77.0.2:8081 ${OFTEN} port 9000`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }],
    log: [/Layer4 connection problem/],
  },
  expect: {
    firstCause: "health-check-wrong-port",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
