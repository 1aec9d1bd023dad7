import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-one-of-two-refused",
  headline: "one server is down",
  config: (place) =>
    haproxyConf(
      place,
      `server one 10.77.0.2:8081 ${OFTEN}
server two 10.77.0.3:8081 ${OFTEN}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.3:8081" }],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200 }],
    log: [/Layer4 connection problem/],
  },
  expect: {
    firstCause: "port-refused",
    verdict: "degraded",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
