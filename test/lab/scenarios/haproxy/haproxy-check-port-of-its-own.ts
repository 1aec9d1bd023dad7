import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-port-of-its-own",
  headline: "all is well",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk GET /health
server one 10.77.0.2:8081 ${OFTEN} port 9000`,
    ),
  services: () => [{ kind: "http", at: ["10.77.0.2:8081", "10.77.0.2:9000"] }],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200 }],
  },
  expect: {
    firstCause: null,
    verdict: "healthy",
  },
});
